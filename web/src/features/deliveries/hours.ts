import type { Channel, State } from '@wardline/notification/rules'
import type { Stats } from '../../api/records.ts'

/** What became of deliveries, as a chart shows it: one colour each. */
export const outcomes = ['arrived', 'moving', 'trouble', 'kept'] as const
export type Outcome = (typeof outcomes)[number]

const outcomeOf: Record<State, Outcome> = {
  delivered: 'arrived',
  pending: 'moving',
  sending: 'moving',
  retrying: 'moving',
  failed: 'trouble',
  unknown: 'trouble',
  cancelled: 'kept',
  suppressed: 'kept',
  expired: 'kept',
}

export type Hour = { at: string } & Record<Outcome, number>

const hourMs = 3_600_000
const none = { arrived: 0, moving: 0, trouble: 0, kept: 0 }

/**
 * Every hour of a time with what became of its deliveries; the API leaves out hours in which nothing was sent.
 * @param channel all of them when undefined
 */
export function byHour({ from, to, hours }: Pick<Stats, 'from' | 'to' | 'hours'>, channel?: Channel): Hour[] {
  const first = Math.floor(Date.parse(from) / hourMs)
  const last = Math.ceil(Date.parse(to) / hourMs)
  const all = Array.from(
    { length: last - first },
    (_, n): Hour => ({
      at: new Date((first + n) * hourMs).toISOString(),
      ...none,
    }),
  )
  for (const { at, status, count, ...made } of hours) {
    const hour = all[Math.floor(Date.parse(at) / hourMs) - first]
    if (hour && (!channel || made.channel === channel)) hour[outcomeOf[status]] += count
  }
  return all
}

export const totalOf = (hour: Record<Outcome, number>): number =>
  outcomes.reduce((total, outcome) => total + hour[outcome], 0)

/** All hours together, and the one in which most was sent; undefined when nothing was. */
export function summaryOf(hours: Hour[]) {
  const sums = { ...none }
  for (const hour of hours) for (const outcome of outcomes) sums[outcome] += hour[outcome]
  const busiest = hours.reduce<Hour | undefined>(
    (most, hour) => (totalOf(hour) > (most ? totalOf(most) : 0) ? hour : most),
    undefined,
  )
  return busiest && { ...sums, total: totalOf(sums), busiestAt: busiest.at }
}
