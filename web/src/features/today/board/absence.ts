import { t } from '../../../language/inside.ts'
import type { HospitalClock } from '../../../time/zone.ts'

interface Span {
  startsAt: string
  endsAt: string
}

/**
 * When a doctor is away today, in words: now, later, or all day. Nothing of leave that is over.
 * @param leave what touches the day
 */
export function absenceInWords(leave: readonly Span[], clock: HospitalClock, now: number): string | undefined {
  const day = clock.range(clock.dayOf(now))
  const ahead = leave.find(({ endsAt }) => Date.parse(endsAt) > now)
  if (!ahead) return
  const [fromBegin, toEnd] = [
    Date.parse(ahead.startsAt) <= Date.parse(day.from),
    Date.parse(ahead.endsAt) >= Date.parse(day.to),
  ]
  if (fromBegin && toEnd) return t('today.away.allDay')
  if (Date.parse(ahead.startsAt) > now)
    return toEnd
      ? t('today.away.from', { from: clock.clock(ahead.startsAt) })
      : t('today.away.between', { from: clock.clock(ahead.startsAt), to: clock.clock(ahead.endsAt) })
  return toEnd ? t('today.away.now') : t('today.away.until', { to: clock.clock(ahead.endsAt) })
}
