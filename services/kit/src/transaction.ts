import { type Database, sqlState, type Transaction } from '@wardline/db/connect'

/** Deadlock found, serialisation failed: Postgres asks for another try. */
const passing = new Set(['40P01', '40001'])

/** Makes a change that is one statement or one transaction, again where two of them met: nobody is shown that. */
export async function retrying<T>(change: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await change()
    } catch (error) {
      if (tries === 5 || !passing.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** Runs `work` in a transaction, again where two of them met. */
export const transact = <T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  retrying(() => db.transaction(work))
