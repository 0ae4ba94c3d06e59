import type { WaitlistEntry } from '../../api/records.ts'
import type { HospitalClock } from '../../time/zone.ts'
import { nameOf } from '../../ui/names.ts'

/** "Dr. Vega", or "Any cardiology doctor". */
export const wanted = ({ doctor, specialty }: Pick<WaitlistEntry, 'doctor' | 'specialty'>): string =>
  doctor ? nameOf(doctor) : `Any doctor of ${specialty ?? 'any specialty'}`

/** When they can come. */
export function windowInWords(
  { notBefore, notAfter }: Pick<WaitlistEntry, 'notBefore' | 'notAfter'>,
  { dayAndClock }: HospitalClock,
): string {
  if (notBefore && notAfter) return `${dayAndClock(notBefore)} to ${dayAndClock(notAfter)}`
  if (notBefore) return `From ${dayAndClock(notBefore)}`
  return notAfter ? `Until ${dayAndClock(notAfter)}` : 'Any time'
}
