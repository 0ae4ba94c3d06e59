import type { Role } from '@wardline/kit/permissions'
import { inWords } from '../../api/problem.ts'
import type { Appointment, Leave } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort, type HospitalClock, isCivilDay } from '../../time/zone.ts'
import { nameOf } from '../../ui/names.ts'
import { conflictInWords } from '../appointments/conflicts.ts'
import { describeStatus } from '../appointments/status.ts'
import type { Moved } from './queries.ts'

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

/** What has to be known of an appointment to say why it stayed. */
type Left = Pick<Moved['left'][number], 'kind' | 'detail'> & {
  appointment: Pick<Appointment, 'status' | 'startedAt' | 'startsAt' | 'doctor'>
}

/** Why an appointment stayed where it was when the others were moved. */
export function leftInWords({ appointment, kind, detail }: Left, role: Role, clock: HospitalClock): string {
  const { startsAt, doctor } = appointment
  if (kind === 'stale')
    return t('leave.left.changed', {
      status: describeStatus(appointment).label,
      when: clock.dayAndClock(startsAt),
      doctor: nameOf(doctor),
    })
  if (kind === 'not-found') return t('leave.left.nothingFree')
  if (kind === 'unavailable') return t('leave.left.notYet')
  const refusal = { kind, detail, title: detail, status: 409 }
  return conflictInWords(refusal, '', role)?.words ?? inWords(refusal)
}
