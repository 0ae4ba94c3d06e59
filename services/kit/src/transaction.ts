import { type Database, sqlState, type Transaction } from '@wardline/db/connect'

/** Deadlock found, serialisation failed: Postgres asks for another try. */
const passing = new Set(['40P01', '40001'])

/** Runs `work` in a transaction, again where two of them met: nobody is shown that. */
export async function transact<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (tries === 5 || !passing.has(sqlState(error) ?? '')) throw error
    }
  }
}
