// The browser reads this table too: no imports.

/** The services: each owns a schema, a login and a key. */
export const services = ['auth', 'patient', 'doctor', 'appointment', 'notification'] as const
export type Service = (typeof services)[number]

/** Everything that has a login and a key of its own, in the order of their ports. The worker acts as the notification service. */
export const parts = ['gateway', ...services] as const
export type Part = (typeof parts)[number]
