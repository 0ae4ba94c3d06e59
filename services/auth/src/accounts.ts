import type { Database } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import { ProblemError } from '@wardline/kit/errors'
import { given } from '@wardline/kit/record'
import { transact } from '@wardline/kit/transaction'
import type { UserChange } from './model.ts'
import { hashPassword } from './password.ts'
import { leavesNoAdmin, revocationOf } from './rules.ts'
import { revokeSessions } from './sessions.ts'
import * as store from './store.ts'

const taken = () => new ProblemError('email-taken', 'There is an account with this e-mail address already.')

/** What somebody fills in to have an account. */
interface Application extends Pick<store.NewAccount, 'email' | 'name' | 'role'> {
  password: string
}

/**
 * Opens an account: one that people open themselves has them as its author.
 * @throws ProblemError `email-taken`
 */
export async function openAccount(
  { db, clock }: { db: Database; clock: Clock },
  { email, name, role, password }: Application,
  actorId: 'self' | string,
): Promise<store.Account> {
  // Asked before the hash, which costs most; the insert decides.
  const assertFree = async () => {
    if (await store.hasAccount(db, email)) throw taken()
  }
  await assertFree()
  const passwordHash = await hashPassword(password, assertFree)
  const account = { id: Bun.randomUUIDv7(), email, name: name.trim(), role, passwordHash }
  const self = actorId === 'self'
  return transact(db, async (tx) => {
    const author = { actorId: self ? account.id : actorId, at: clock.now() }
    const row = await store.insertUser(tx, account, self ? 'registered' : 'created', author)
    if (!row) throw taken()
    return row
  })
}

/**
 * Changes an account, and ends its sessions where the change calls for it; `assertion` sees the row as the lock holds it.
 * @returns the account and the sessions that ended; undefined when there is no such account
 * @throws ProblemError `last-admin`
 */
export async function changeAccount(
  db: Database,
  id: string,
  { name, role, status, password }: Omit<UserChange, 'version'>,
  author: { actorId: string; at: Date },
  assertion: (row: store.Account) => void = () => {},
): Promise<{ account: store.Account; revoked: string[] } | undefined> {
  const passwordHash = password === undefined ? undefined : await hashPassword(password)
  const values = given({ name: name?.trim(), role, status, passwordHash })
  return transact(db, async (tx) => {
    if (role !== undefined || status !== undefined) await store.lockAdmins(tx)
    const before = await store.lockUser(tx, id)
    if (!before) return
    assertion(before)
    const after = { ...before, ...values }
    if (leavesNoAdmin(before, after, await store.countActiveAdmins(tx, id)))
      throw new ProblemError('last-admin', 'This is the last active administrator. Appoint another one first.')
    const account = await store.updateUser(tx, before, values, author)
    const because = revocationOf(before, after, passwordHash !== undefined)
    const revoked = because ? await revokeSessions(tx, { userId: id }, because, author.at) : []
    return { account, revoked }
  })
}
