import type { HospitalClock } from '../../time/zone.ts'
import type { NewEntry } from './queries.ts'

/** What the form holds; days are civil days or empty. */
export interface EntryValues {
  patientId: string
  choice: 'doctor' | 'specialty'
  doctorId: string
  specialty: string
  notBefore: string
  notAfter: string
  reason: string
}

/** What is sent: the last day is included, and what was chosen before the mind was changed stays behind. */
export const entryOf = (values: EntryValues, clock: HospitalClock): NewEntry => {
  const { patientId, choice, doctorId, specialty, notBefore, notAfter, reason } = values
  return {
    patientId,
    ...(choice === 'doctor' ? { doctorId } : { specialty }),
    ...(notBefore && { notBefore: clock.range(notBefore).from }),
    ...(notAfter && { notAfter: clock.range(notAfter).to }),
    ...(reason.trim() && { reason: reason.trim() }),
  }
}
