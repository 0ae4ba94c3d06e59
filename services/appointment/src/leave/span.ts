import { isCivilDate } from '@wardline/kit/schema'
import { type Interval, instantAt } from '@wardline/kit/zone'
import { lastInstant, type Refusal } from '../rules.ts'

/** A time of leave, and the civil dates that it was asked for with: null for instants. */
interface LeaveSpan extends Interval {
  firstDate: string | null
  lastDate: string | null
}

const longestLeaveDays = 366
const dayMs = 24 * 3600_000

const refusal = (message: string): Refusal => ({ kind: 'invalid', message, field: 'to' })

/** The time between two dates, both included, or two instants, half-open; undefined when one is a date and the other is none. */
function between(from: string, to: string, timeZone: string): LeaveSpan | undefined {
  const dates = [from, to].filter(isCivilDate).length
  if (dates === 1) return
  if (dates === 0) return { startsAt: new Date(from), endsAt: new Date(to), firstDate: null, lastDate: null }
  const [startsAt, endsAt] = [instantAt(from, '00:00', timeZone), instantAt(to, '24:00', timeZone)]
  return { startsAt, endsAt, firstDate: from, lastDate: to }
}

const isTooLong = ({ startsAt, endsAt, firstDate, lastDate }: LeaveSpan): boolean =>
  firstDate !== null && lastDate !== null
    ? Date.parse(lastDate) - Date.parse(firstDate) >= longestLeaveDays * dayMs
    : endsAt.getTime() - startsAt.getTime() > longestLeaveDays * dayMs

/** When a doctor is away, or what is wrong with what was asked for. Leave that has begun can be entered, leave that is over cannot. */
export function leaveSpan(asked: { from: string; to: string }, now: Date, timeZone: string): LeaveSpan | Refusal {
  const span = between(asked.from, asked.to, timeZone)
  if (!span) return refusal('“from” and “to” must both be dates, or both be instants.')
  if (span.startsAt >= span.endsAt) return refusal('The leave must end after it begins.')
  if (span.endsAt.getTime() > lastInstant) return refusal('The leave would end after the year 9999.')
  if (isTooLong(span)) return refusal(`A leave lasts at most ${longestLeaveDays} days.`)
  if (span.endsAt <= now) return refusal('The leave would be over already.')
  return span
}
