import type { WaitlistEntry } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { HospitalClock } from '../../time/zone.ts'
import { nameOf } from '../../ui/names.ts'

/** "Dr. Vega", or "Any doctor of cardiology". */
export const wanted = ({ doctor, specialty }: Pick<WaitlistEntry, 'doctor' | 'specialty'>): string =>
  doctor ? nameOf(doctor) : t('waitlist.anyOf', { specialty: specialty ?? '' })

/** When they can come. */
export function windowInWords(
  { notBefore, notAfter }: Pick<WaitlistEntry, 'notBefore' | 'notAfter'>,
  { dayAndClock }: HospitalClock,
): string {
  if (notBefore && notAfter) return t('waitlist.fromTo', { from: dayAndClock(notBefore), to: dayAndClock(notAfter) })
  if (notBefore) return t('waitlist.from', { from: dayAndClock(notBefore) })
  return notAfter ? t('waitlist.until', { until: dayAndClock(notAfter) }) : t('waitlist.anyTime')
}
