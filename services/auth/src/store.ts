import type { Database, Transaction } from '@wardline/db/connect'
import { type Author, isChange, recordChange } from '@wardline/kit/change'
import { fold, wordsOf } from '@wardline/kit/fold'
import { byInstant, byText, containing, defaultLimit, keyset, page } from '@wardline/kit/list'
import { and, eq, getTableColumns, like, ne, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Audience, DirectoryQuery, Resolved, User, UserQuery, UserSummary } from './model.ts'
import { history, outbox, type UserRow, users } from './tables.ts'

const { passwordHash: _, emailKey: __, nameKey: ___, ...columns } = getTableColumns(users)

/** An account without its password's hash, which only signing in reads. */
export type Account = Omit<UserRow, 'passwordHash' | 'emailKey' | 'nameKey'>

/** A row as it goes over the wire. */
export const view = (row: Account): User => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  email: row.email,
  name: row.name,
  role: row.role,
  status: row.status,
})

/** Addresses that differ in case alone are one. */
const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase()
const isActive = eq(users.status, 'active')
const isAmong = (ids: string[]) => sql`${users.id} = any(${sql.param(ids)}::uuid[])`

/** Those who are meant, ascending, and whoever sends, who is the one with a name, meant or not, active or not. */
const resolving = (db: Database, meant: SQL | undefined, senderId: string | null | Placeholder) =>
  db
    .select({ id: users.id, senderName: sql<string | null>`null::text` })
    .from(users)
    .where(meant)
    .unionAll(
      db
        .select({ id: users.id, senderName: sql<string | null>`${users.name}` })
        .from(users)
        .where(sql`${users.id} = ${senderId}::uuid`),
    )
    .orderBy(users.id)

/** The reads that every screen makes, prepared once for each connection. */
export function prepareReads(db: Database) {
  const byId = db
    .select(columns)
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare('auth_user_by_id')
  const byEmail = db
    .select()
    .from(users)
    .where(eq(users.emailKey, sql.placeholder('key')))
    .prepare('auth_user_by_email')
  const { id, name, email, role, status } = users
  const byIds = db
    .select({ id, name, email, role, status })
    .from(users)
    .where(sql`${users.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('auth_users_by_id')
  const among = sql`${users.id} = any(${sql.placeholder('ids')}::uuid[])`
  const resolvedByIds = resolving(db, and(isActive, among), sql.placeholder('senderId')).prepare(
    'auth_active_users_by_id',
  )
  return {
    findUser: async (id: string): Promise<Account | undefined> => (await byId.execute({ id }))[0],
    /** With the hash, to verify a password against. */
    findByEmail: async (email: string): Promise<UserRow | undefined> =>
      (await byEmail.execute({ key: emailKey(email) }))[0],
    lookUp: (ids: string[]): Promise<UserSummary[]> => byIds.execute({ ids }),
    /** The active users whom an audience means, ascending; and whoever sends to them, in the same query. */
    async resolve(audience: Audience, senderId: string | null = null): Promise<Resolved> {
      const { userIds: ids = [], roles, everyone } = audience
      // Most sends name whom they are for.
      const found = await (roles?.length || everyone
        ? resolving(db, activeAmong(audience), senderId)
        : resolvedByIds.execute({ ids, senderId }))
      const sender = found.flatMap(({ id, senderName: name }) => (name === null ? [] : [{ id, name }]))[0] ?? null
      return { userIds: found.flatMap(({ id, senderName }) => (senderName === null ? [id] : [])), sender }
    },
  }
}
export type Reads = ReturnType<typeof prepareReads>

const nameHas = (q: string) => and(...wordsOf(q).map((word) => like(users.nameKey, containing(word))))

const { nameKey, createdAt } = users
const sorts = { name: byText(nameKey), email: byText(users.emailKey), createdAt: byInstant(createdAt) }

interface ListOptions {
  limit?: number
  cursor?: string
  sort?: string
  count?: boolean
}

async function list<Item>(
  db: Database,
  { limit = defaultLimit, cursor, sort = 'name', count }: ListOptions,
  matching: SQL | undefined,
  view: (account: Account) => Item,
) {
  const { field, order, after, orderBy } = keyset({ sort, cursor, columns: sorts, id: users.id })
  const found = await db
    .select({ ...columns, sortable: { name: nameKey, email: users.emailKey, createdAt } })
    .from(users)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(users, matching)
  return page(found, { limit, order, count }, { sortValue: (row) => row.sortable[field], view, total })
}

/** Accounts as administrators see them; `q` is part of the address, or each of its words part of the name. */
export function listUsers(db: Database, query: UserQuery) {
  const matching = and(
    query.role ? eq(users.role, query.role) : undefined,
    query.status ? eq(users.status, query.status) : undefined,
    query.q?.trim() ? or(nameHas(query.q), like(users.emailKey, containing(emailKey(query.q)))) : undefined,
  )
  return list(db, query, matching, view)
}

/** Active users as staff look them up; an address matches only whole, so that nobody can fish for addresses. */
export function listDirectory(db: Database, query: DirectoryQuery) {
  const matching = and(
    isActive,
    query.ids && isAmong(query.ids),
    query.role ? eq(users.role, query.role) : undefined,
    query.q?.trim() ? or(nameHas(query.q), eq(users.emailKey, emailKey(query.q))) : undefined,
  )
  return list(db, query, matching, ({ id, name, role }) => ({ id, name, role }))
}

/** Active users that are named, or hold one of the roles, or all of them. */
const activeAmong = ({ userIds = [], roles = [], everyone = false }: Audience) =>
  and(isActive, everyone ? undefined : or(isAmong(userIds), sql`${users.role} = any(${sql.param(roles)}::text[])`))

export type NewAccount = Pick<UserRow, 'email' | 'name' | 'role' | 'passwordHash'>

/** Undefined when the address has an account: of two at once, one gets it. */
export async function insertUser(
  tx: Transaction,
  account: NewAccount & { id: string },
  action: 'registered' | 'created',
  author: Author,
): Promise<Account | undefined> {
  const { at } = author
  const [row] = await tx
    .insert(users)
    .values({
      ...account,
      emailKey: emailKey(account.email),
      nameKey: fold(account.name),
      status: 'active',
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
    .returning(columns)
  if (!row) return
  const ids = { userId: row.id }
  await recordChange(
    tx,
    { history, outbox },
    { before: undefined, after: row, action, type: 'user.created', ids, author },
  )
  return row
}

/** Writes a change, its history and its event; the caller holds the row. What changes nothing leaves no trace. */
export async function updateUser(
  tx: Transaction,
  before: Account,
  values: Partial<Pick<UserRow, 'name' | 'role' | 'status' | 'passwordHash'>>,
  author: Author,
): Promise<Account> {
  if (!isChange(before, { ...before, ...values })) return before
  const rows = await tx
    .update(users)
    .set({
      ...values,
      ...(values.name && { nameKey: fold(values.name) }),
      version: before.version + 1,
      updatedAt: author.at,
    })
    .where(eq(users.id, before.id))
    .returning(columns)
  const after = rows[0] as Account
  // Of a password only that it changed is on record.
  const kept = values.passwordHash ? { ...after, password: 'changed' } : after
  const action = before.status === 'active' && after.status === 'disabled' ? 'disabled' : 'updated'
  const ids = { userId: after.id }
  await recordChange(tx, { history, outbox }, { before, after: kept, action, type: 'user.updated', ids, author })
  return after
}

export const lockUser = async (tx: Transaction, id: string): Promise<Account | undefined> =>
  (await tx.select(columns).from(users).where(eq(users.id, id)).for('update'))[0]

/** The row held still until the transaction ends: a session that begins here is seen by whoever disables its user next. */
export const holdUser = async (tx: Transaction, id: string): Promise<UserRow | undefined> =>
  (await tx.select().from(users).where(eq(users.id, id)).for('share'))[0]

/** "ADMI" as a number. Taken before any change that may cost an administrator, so that two cannot demote each other. */
const adminLock = 0x41444d49
export const lockAdmins = (tx: Transaction) => tx.execute(sql`select pg_advisory_xact_lock(${adminLock})`)

export const countActiveAdmins = (tx: Transaction, except?: string): Promise<number> =>
  tx.$count(users, and(isActive, eq(users.role, 'admin'), except ? ne(users.id, except) : undefined))

export const hasAccount = async (db: Database | Transaction, email: string): Promise<boolean> =>
  (await db.$count(users, eq(users.emailKey, emailKey(email)))) > 0

export const findActive = async (tx: Transaction, id: string): Promise<Account | undefined> =>
  (
    await tx
      .select(columns)
      .from(users)
      .where(and(eq(users.id, id), isActive))
  )[0]
