import { isMovable } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'

export type Section = 'open' | 'expected' | 'here' | 'done' | 'all'

/** The day as the desk thinks of it: what is still to do, who of it is to come and who is in the house, what is over. */
export const sections: Record<Section, { label: string; holds: (appointment: Appointment) => boolean }> = {
  open: { label: 'Open', holds: ({ status }) => isMovable(status) },
  expected: { label: 'Expected', holds: ({ status }) => status === 'booked' || status === 'pending' },
  here: { label: 'Here', holds: ({ status }) => status === 'arrived' || status === 'checked-in' },
  done: { label: 'Done', holds: ({ status }) => !isMovable(status) && status !== 'entered-in-error' },
  all: { label: 'All', holds: ({ status }) => status !== 'entered-in-error' },
}

export const sectionNames = Object.keys(sections) as Section[]

/** Whom to see next: who is here, in order of time, before who is only expected. */
export function nextUp(appointments: Appointment[]): Appointment | undefined {
  const [here, expected] = (['here', 'expected'] as const).map((name) => appointments.filter(sections[name].holds))
  return here?.[0] ?? expected?.[0]
}
