import type { Health } from '../../api/records.ts'

export type PartState = Health['parts'][string]

/** What is worst comes first; the order of the parts stays otherwise. */
export const inOrderOfTrouble = (parts: Health['parts']): [name: string, state: PartState][] => {
  const order: PartState[] = ['down', 'degraded', 'ready']
  return Object.entries(parts).toSorted(([, one], [, other]) => order.indexOf(one) - order.indexOf(other))
}
