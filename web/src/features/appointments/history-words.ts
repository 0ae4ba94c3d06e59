import { meanings, type Status } from '@wardline/appointment/rules'
import type { Change } from '../../api/records.ts'
import type { HospitalClock } from '../../time/zone.ts'
import { describeStatus } from './status.ts'

const fields: Record<string, string> = {
  startsAt: 'Starts',
  endsAt: 'Ends',
  status: 'Status',
  reason: 'Reason',
  type: 'Kind of visit',
  doctorId: 'Doctor',
  overrideReason: 'Booked anyway because',
  startedAt: 'Visit began',
}

function valueInWords(field: string, value: unknown, clock: HospitalClock): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (field === 'status' && typeof value === 'string' && value in meanings)
    return describeStatus({ status: value as Status, startedAt: null }).label
  if (typeof value === 'string' && field.endsWith('At')) return clock.dayAndClock(value)
  return String(value)
}

/** A change as sentences; ids and bookkeeping say nothing to a reader and are left out. */
export function changesInWords(change: Change, clock: HospitalClock): string[] {
  const words = Object.entries(change.changes).flatMap(([field, [before, after]]) => {
    const name = fields[field]
    if (!name) return []
    if (field === 'doctorId') return before ? ['Moved to another doctor'] : []
    const now = valueInWords(field, after, clock)
    const begun = before === null || before === undefined
    return [begun ? `${name}: ${now}` : `${name}: ${valueInWords(field, before, clock)} → ${now}`]
  })
  const made = change.version === 1 ? ['Booked', ...words.filter((one) => !one.startsWith('Status'))] : words
  return [...(made.length ? made : ['Changed']), ...(change.reason ? [`Reason: ${change.reason}`] : [])]
}
