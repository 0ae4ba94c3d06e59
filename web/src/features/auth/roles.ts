import { type Role, roles } from '@wardline/kit/permissions'

/** What people call themselves. */
export const roleLabels: Record<Role, string> = {
  admin: 'Administrator',
  doctor: 'Doctor',
  nurse: 'Nurse',
  receptionist: 'Receptionist',
  patient: 'Patient',
}

export const roleOptions = roles.map((value) => ({ value, label: roleLabels[value] }))
