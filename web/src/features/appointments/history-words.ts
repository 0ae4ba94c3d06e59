import { statuses } from '@wardline/appointment/rules'
import type { Change } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { HospitalClock } from '../../time/zone.ts'
import { reasonInWords } from './reason-words.ts'
import { describeStatus } from './status.ts'

const fields: Record<string, string> = t('appointments.history.fields', { returnObjects: true })

function valueInWords(field: string, value: unknown, clock: HospitalClock): string {
  if (value === null || value === undefined || value === '') return t('appointments.history.nothing')
  const status = field === 'status' && statuses.find((each) => each === value)
  if (status) return describeStatus({ status, startedAt: null }).label
  if (typeof value === 'string' && field.endsWith('At')) return clock.dayAndClock(value)
  return String(value)
}

/** From where to where a visit was moved, when it begins at another time than before. */
function moveInWords({ startsAt }: Change['changes'], { dayAndClock }: HospitalClock): string | undefined {
  const [before, after] = startsAt ?? []
  if (typeof before !== 'string' || typeof after !== 'string') return
  return t('appointments.history.moved', { from: dayAndClock(before), to: dayAndClock(after) })
}

/** The visit has a reason too: this one is of the change. */
function becauseInWords({ changes }: Change, reason: string): string {
  const isCancelling = changes.status?.[1] === 'cancelled'
  const words = { reason: reasonInWords(reason) }
  return isCancelling ? t('appointments.history.cancelledBecause', words) : t('appointments.history.because', words)
}

/** As one reads a day: first when it begins, then when it ends. */
const inOrder = (changes: Change['changes']) => {
  const order = Object.keys(fields)
  return Object.entries(changes).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
}

/** A change as sentences; ids and bookkeeping say nothing to a reader and are left out. */
export function changesInWords(change: Change, clock: HospitalClock): string[] {
  const isFirst = change.version === 1
  const moved = moveInWords(change.changes, clock)
  const words = inOrder(change.changes).flatMap(([key, [before, after]]) => {
    // The end goes with the start.
    if (moved && (key === 'startsAt' || key === 'endsAt')) return []
    if (key === 'doctorId') return before ? [t('appointments.history.otherDoctor')] : []
    const field = fields[key]
    if (!field || (isFirst && key === 'status')) return []
    const value = valueInWords(key, after, clock)
    if (before === null || before === undefined) return [t('appointments.history.set', { field, value })]
    return [t('appointments.history.changedFrom', { field, before: valueInWords(key, before, clock), after: value })]
  })
  const made = [...(isFirst ? [t('appointments.history.booked')] : []), ...(moved ? [moved] : []), ...words]
  return [
    ...(made.length ? made : [t('appointments.history.changed')]),
    ...(change.reason ? [becauseInWords(change, change.reason)] : []),
  ]
}
