import { fileURLToPath } from 'node:url'
import type { ListeningHospital, User } from './alerts-hospital.ts'
import type { Actions, Faults } from './alerts-reader.ts'

type Ask<Name extends keyof Actions> = (
  ...args: Parameters<Actions[Name]>
) => Promise<Awaited<ReturnType<Actions[Name]>>>

/** A process that reads these users' streams, so that reading takes no turn of whoever sends and measures. */
export function startReaders(users: User[]) {
  const waiting = new Map<number, (answer: never) => void>()
  const child = Bun.spawn([process.execPath, fileURLToPath(new URL('alerts-reader.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit'],
    serialization: 'advanced',
    ipc: ({ id, answer }: { id: number; answer: never }) => {
      waiting.get(id)?.(answer)
      waiting.delete(id)
    },
  })
  let asked = 0
  const ask =
    <Name extends keyof Actions>(name: Name): Ask<Name> =>
    (...args) => {
      asked += 1
      const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<Actions[Name]>>>()
      waiting.set(asked, resolve)
      child.send({ id: asked, name, args })
      return promise
    }
  return {
    pid: child.pid,
    users,
    open: ask('open'),
    reopen: ask('reopen'),
    close: ask('close'),
    expect: ask('expect'),
    collect: ask('collect'),
    seqs: ask('seqs'),
    async stop() {
      child.kill()
      await child.exited
    },
  }
}
export type Readers = ReturnType<typeof startReaders>

/** Streams that do not stand where their user's sequence stands in the database. */
export async function countBehind(hospital: ListeningHospital, readers: Readers): Promise<number> {
  const [stored, read] = await Promise.all([hospital.seqs(readers.users), readers.seqs()])
  return stored.filter((seq, index) => seq !== read[index]).length
}

/** What went wrong, in a line; empty when nothing did. */
export const inWords = (faults: Faults) =>
  Object.entries(faults)
    .map(([fault, count]) => `${count} × ${fault}`)
    .join(', ')
