import { t } from '../../language/inside.ts'

/** Somebody whom an appointment concerns. Without a login nothing reaches them. */
interface Concerned {
  name: string
  userId: string | null
  phone: string | null
}

/** Whether Wardline tells a patient of a change, or somebody has to call them, and where. */
export function patientTold({ name, userId, phone }: Concerned): string {
  if (userId) return t('appointments.told.patient', { patient: name })
  return phone
    ? t('appointments.told.call', { patient: name, phone })
    : t('appointments.told.noPhone', { patient: name })
}

/** The same of a doctor; nothing when they do it themselves. */
export function doctorTold({ name, userId }: Omit<Concerned, 'phone'>, me: string): string | undefined {
  if (userId === me) return
  return t(userId ? 'appointments.told.doctor' : 'appointments.told.tellDoctor', { doctor: name })
}
