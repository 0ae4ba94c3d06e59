import type { Database, Transaction } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import { transact } from '@wardline/kit/transaction'
import { hashPassword } from './password.ts'
import { countActiveAdmins, hasAccount, insertUser, lockAdmins } from './store.ts'

/**
 * Creates the first administrator, unless there is an active one or the address has an account.
 * Several starts at once make one. Returns whether this call did.
 */
export async function ensureAdministrator(
  { db, clock }: { db: Database; clock: Clock },
  { email, password, name = 'Administrator' }: { email: string; password: string; name?: string },
): Promise<boolean> {
  const address = email.trim()
  const isNeeded = async (tx: Transaction) => (await countActiveAdmins(tx)) === 0 && !(await hasAccount(tx, address))
  // Asked before hashing, which every later start would pay for.
  if (!(await transact(db, isNeeded))) return false
  const passwordHash = await hashPassword(password)
  return transact(db, async (tx) => {
    await lockAdmins(tx)
    if (!(await isNeeded(tx))) return false
    const account = { id: Bun.randomUUIDv7(), email: address, name, role: 'admin' as const, passwordHash }
    return (await insertUser(tx, account, 'created', { actorId: null, at: clock.now() })) !== undefined
  })
}
