import type { Bus } from '@wardline/kit/bus'
import type { Written } from '../sending/writing.ts'
import { announce } from '../stream/sequence.ts'
import type { DeliveryRow } from '../tables.ts'

/** Whether a delivery ended so that a list of what failed is no longer true. */
export const isTold = ({ status, generation, tries }: Pick<DeliveryRow, 'status' | 'generation' | 'tries'>): boolean =>
  status === 'failed' || status === 'unknown' || (status === 'delivered' && (generation > 1 || tries > 1))

/** NOTIFY carries at most 8,000 bytes; an id has 40. */
const idsInMessage = 100
const windowMs = 250

/** Tells open pages that deliveries of these notifications have ended: what ends within a moment goes together. */
export function createEndings(bus: Pick<Bus, 'publish'>, milliseconds = windowMs) {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    for (let start = 0; start < ids.length; start += idsInMessage)
      bus.publish('changed', { entity: 'delivery', ids: ids.slice(start, start + idsInMessage), userIds: [] })
  }
  return {
    tell(notificationIds: Iterable<string>): void {
      for (const id of notificationIds) waiting.add(id)
      if (waiting.size > 0) timer ??= setTimeout(flush, milliseconds)
    },
    /** Tells at once what still waits. */
    close: flush,
  }
}
export type Endings = ReturnType<typeof createEndings>

/** Says after the commit what there is to see and to do. All are hints: gateways and workers look for themselves as well. */
export function hint(bus: Bus, endings: Endings, { streams, outgoing, failed = [] }: Written): void {
  announce(bus, streams)
  endings.tell(failed)
  if (outgoing) bus.publish('deliveries', {})
}
