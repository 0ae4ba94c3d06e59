import { bigint, pgSchema } from 'drizzle-orm/pg-core'

export const notificationSchema = pgSchema('notification')

/** A place in a sequence. */
export const seq = (name: string) => bigint(name, { mode: 'number' })
