/** The records of design section 4, as far as this app reads them. */

export type Role = 'admin' | 'doctor' | 'nurse' | 'receptionist' | 'patient'

export interface User {
  id: string
  version: number
  email: string
  name: string
  role: Role
  status: 'active' | 'disabled'
}

export interface Person {
  id: string
  name: string
  role: Role
}

export interface Patient {
  id: string
  version: number
  mrn: string
  name: string
  givenName: string
  familyName: string
  birthDate: string
  sex: 'male' | 'female' | 'other' | 'unknown'
  phone: string | null
  email: string | null
  address: string | null
  bloodType: string | null
  allergies: { substance: string; reaction?: string; severity?: string }[]
  emergencyContact: { name: string; phone: string; relationship?: string } | null
  userId: string | null
  archivedAt: string | null
}

export interface Doctor {
  id: string
  version: number
  name: string
  specialty: string
  room: string | null
  /** Absent for patients, who see name, specialty and room. */
  phone?: string | null
  email?: string | null
  hours?: { weekday: number; from: string; to: string }[]
  slotMinutes?: number
}

export interface Slot {
  startsAt: string
  endsAt: string
}

export type AppointmentStatus =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'arrived'
  | 'checked-in'
  | 'fulfilled'
  | 'cancelled'
  | 'noshow'
  | 'entered-in-error'
  | 'waitlist'

export interface Appointment {
  id: string
  version: number
  patient: { id: string; name: string; mrn: string }
  doctor: { id: string; name: string }
  startsAt: string
  endsAt: string
  status: AppointmentStatus
  reason: string | null
  type: string | null
  overrideReason: string | null
  startedAt: string | null
  cancelled: { by: string | null; at: string; reason: string | null } | null
}

export type Severity = 'info' | 'warning' | 'critical'

export type DeliveryStatus =
  | 'pending'
  | 'sending'
  | 'retrying'
  | 'delivered'
  | 'failed'
  | 'unknown'
  | 'cancelled'
  | 'suppressed'
  | 'expired'

export interface Notification {
  id: string
  userId: string
  kind: string
  title: string
  body: string
  severity: Severity
  link: string | null
  readAt: string | null
  ack: { dueAt: string; at: string | null; by: string | null } | null
  status: DeliveryStatus
  createdAt: string
}

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total?: number
}
