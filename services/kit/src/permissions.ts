/** What someone may do, decided in one place for gateway, services and web. Pure: the browser loads it too. */
export const roles = ['admin', 'doctor', 'nurse', 'receptionist', 'patient'] as const
export type Role = (typeof roles)[number]
export const staffRoles = ['admin', 'doctor', 'nurse', 'receptionist'] as const satisfies readonly Role[]

/**
 * Whose things a grant covers.
 * - `any`: every one.
 * - `own`: the caller's own: their patient record, their appointments, their inbox.
 * - `theirs`: those of people the caller looks after (for a doctor: staff, and patients seen within 90 days; for a nurse: staff).
 */
export type Relation = 'any' | 'own' | 'theirs'

type Grants = Partial<Record<Role, Relation>>

const everyone = { admin: 'own', doctor: 'own', nurse: 'own', receptionist: 'own', patient: 'own' } as const
const staff = { admin: 'any', doctor: 'any', nurse: 'any', receptionist: 'any' } as const
const signedIn = { ...staff, patient: 'any' } as const
const admin = { admin: 'any' } as const

/** Action × role → relation. A role that is absent may not. */
export const permissions = {
  'account.read': everyone,
  'user.manage': admin,
  'directory.read': staff,

  'patient.read': { ...staff, patient: 'own' },
  'patient.read-own': { patient: 'own' },
  'patient.history': staff,
  'patient.create': staff,
  'patient.update': { ...staff, patient: 'own' },
  'patient.link': { admin: 'any', receptionist: 'any' },
  'patient.archive': { admin: 'any', receptionist: 'any' },
  'patient.notifications': staff,

  'doctor.read': signedIn,
  'doctor.read-details': staff,
  'doctor.manage': admin,

  'appointment.read': { ...staff, patient: 'own' },
  'appointment.create': { ...staff, patient: 'own' },
  'appointment.update': { ...staff, patient: 'own' },
  'appointment.override': { admin: 'any', doctor: 'any', receptionist: 'any' },
  'appointment.cancel': { ...staff, patient: 'own' },

  'waitlist.read': { ...staff, patient: 'own' },
  'waitlist.enter': { ...staff, patient: 'own' },
  'waitlist.answer': { ...staff, patient: 'own' },
  'waitlist.leave': { ...staff, patient: 'own' },
  'waitlist.read-offers': staff,
  'board.read': staff,

  'schedule.read': staff,
  'schedule.update': { admin: 'any', receptionist: 'any', doctor: 'own' },
  'holiday.manage': admin,

  'notification.read': { ...everyone, admin: 'any' },
  'notification.update': everyone,
  'notification.hand-over': { admin: 'own', doctor: 'own', nurse: 'own', receptionist: 'own' },
  'notification.send': { admin: 'any', doctor: 'theirs', nurse: 'theirs' },
  'send.read': { admin: 'any', doctor: 'own', nurse: 'own' },
  'send.cancel': { admin: 'any', doctor: 'own', nurse: 'own' },
  'notification.preferences': everyone,
  'notification.stream': everyone,
  'delivery.read': admin,
  'delivery.retry': admin,
} as const satisfies Record<string, Grants>

export type Action = keyof typeof permissions

/** The relation in which a role may do something, or undefined when it may not at all. */
export const may = (role: Role, action: Action): Relation | undefined => (permissions[action] as Grants)[role]

/** Access that is not a question of role: open to anyone, by the refresh cookie, or between parts only. */
export const openAccess = ['anyone', 'cookie', 'part'] as const
export type Access = Action | (typeof openAccess)[number]
