import type { Role } from '@wardline/kit/permissions'
import { historyTable, instant, outboxTable, plainText, recordColumns } from '@wardline/kit/tables'
import { sql } from 'drizzle-orm'
import { index, integer, pgSchema, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Status } from './rules.ts'

export const authSchema = pgSchema('auth')

/** The keys are derived by the store: the address and the name as they are compared, searched and sorted. */
export const users = authSchema.table(
  'user',
  {
    ...recordColumns(),
    email: text('email').notNull(),
    emailKey: plainText('email_key').notNull(),
    name: text('name').notNull(),
    nameKey: plainText('name_key').notNull(),
    role: text('role').$type<Role>().notNull(),
    status: text('status').$type<Status>().notNull(),
    passwordHash: text('password_hash').notNull(),
  },
  (table) => [
    uniqueIndex('user_email_key').on(table.emailKey),
    index('user_name_key').on(table.nameKey, table.id),
    index('user_name_search').using('gin', sql`${table.nameKey} gin_trgm_ops`),
    index('user_created_at').on(table.createdAt, table.id),
    index('user_active_role').on(table.role, table.id).where(sql`${table.status} = 'active'`),
  ],
)
export type UserRow = typeof users.$inferSelect

/** Why a session ended early. */
export type RevokedBecause = 'logout' | 'disabled' | 'role-changed' | 'password-changed' | 'reused'

/** Signed-in browsers; the id is the `sid` of their access tokens. */
export const sessions = authSchema.table(
  'session',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
    /** SHA-256 of the current refresh token, hexadecimal. */
    tokenHash: text('token_hash').notNull(),
    /** How often the token was replaced. */
    rotations: integer('rotations').notNull().default(0),
    rotatedAt: instant('rotated_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBecause: text('revoked_because').$type<RevokedBecause>(),
  },
  (table) => [
    index('session_user').on(table.userId),
    index('session_revoked_at').on(table.revokedAt).where(sql`${table.revokedAt} is not null`),
  ],
)
export type SessionRow = typeof sessions.$inferSelect

export const history = historyTable(authSchema)
export const outbox = outboxTable(authSchema)
