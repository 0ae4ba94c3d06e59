import { historyTable, idempotencyTable, outboxTable } from '@wardline/kit/tables'
import { notificationSchema } from './schema.ts'

/** All tables of the service, each with what it is for: what migrations are made of. */
export * from './alerts/alert-tables.ts'
export * from './delivery/delivery-tables.ts'
export * from './inbox/inbox-tables.ts'
export * from './sending/sending-tables.ts'
export * from './stream/stream-tables.ts'
export * from './telling/telling-tables.ts'
export * from './watch/watch-tables.ts'
export { notificationSchema }

export const history = historyTable(notificationSchema)
export const outbox = outboxTable(notificationSchema)
export const idempotency = idempotencyTable(notificationSchema)
