import type { Leave } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort, type HospitalClock, isCivilDay } from '../../time/zone.ts'

/** "24 Nov 2026", "24 Nov 2026 to 2 Dec 2026", or with the times of day where it was asked for so. */
export function spanInWords(
  { from, to }: Pick<Leave, 'from' | 'to'>,
  { dayAndClock, dayOf, clock }: HospitalClock,
): string {
  if (isCivilDay(from) && isCivilDay(to))
    return from === to ? dayInShort(from) : t('leave.days', { from: dayInShort(from), to: dayInShort(to) })
  return dayOf(from) === dayOf(to)
    ? t('leave.times', { from: dayAndClock(from), to: clock(to) })
    : t('leave.days', { from: dayAndClock(from), to: dayAndClock(to) })
}
