import type { Role } from '@wardline/kit/permissions'
import { type Book, type Counts, createBook } from './book.ts'
import { type Asked, call } from './call.ts'
import type { Hospital, Profile } from './hospital.ts'
import { enrol, type Person } from './people.ts'
import { openReader, type Reader, type ReaderOptions } from './reader.ts'
import { forEach, must, until } from './waiting.ts'

export type Form = 'short' | 'long'

/** One fault, and what must hold under it. */
export interface Case {
  name: string
  /** In one sentence. */
  holds: string
  /** Where it runs in each form. */
  on: Record<Form, readonly Profile[]>
  /** On which engine alone it makes sense. */
  engine?: Hospital['engine']['name']
  run(stage: Stage): Promise<void>
}

interface Sending {
  to: readonly Person[]
  by?: Person
  fields?: object
}

interface Sent {
  batchId: string
  ids: string[]
}

const sendsAtOnce = 24

/** What a case works with: a hospital, people, and an account of what they were promised. */
export async function openStage(hospital: Hospital, form: Form, only?: readonly string[]) {
  const book: Book = createBook(hospital)
  const notes: string[] = []
  const readers: Reader[] = []
  const timers: Timer[] = []
  const gateways = only ?? hospital.gateways
  const [admin] = (await enrol(hospital, 'admin', 1)) as [Person]
  let serial = 0

  /** Sends until it is accepted, and puts that on the account. A repeated request is the same one. */
  async function send({ to, by = admin, fields = {} }: Sending): Promise<Sent> {
    serial += 1
    const body = {
      to: { userIds: to.map(({ userId }) => userId) },
      title: `Message ${serial}`,
      body: 'Text',
      ...fields,
    }
    const key = crypto.randomUUID()
    const { batchId, ids = [] } = await call<Sent>(gateways, by, 'POST', '/notifications/send', { body, key })
    const { channels = [] } = fields as { channels?: string[] }
    book.accept(batchId, to, channels.includes('email') ? ids : [])
    return { batchId, ids }
  }
  return {
    ...{ hospital, form, book, admin, send },
    /** Asks for something, again until somebody answers. */
    ask: <T>(who: Person, method: string, path: string, asked?: Asked) => call<T>(gateways, who, method, path, asked),
    /** By form. */
    size: (short: number, long: number) => (form === 'short' ? short : long),
    /** Something measured, for the table. */
    note: (words: string) => void notes.push(words),
    notes,
    people: (role: Role, count: number) => enrol(hospital, role, count),
    /** Opens a tab that has to be told everything; `isCounted: false` for one that is meant to miss something. */
    read(options: Omit<ReaderOptions, 'gateways'> & { gateways?: readonly string[]; isCounted?: boolean }): Reader {
      const { isCounted = true, ...rest } = options
      const reader = openReader({ gateways, ...rest })
      readers.push(reader)
      if (isCounted) book.watch(reader)
      return reader
    },
    live: (milliseconds = 30_000, of: readonly Reader[] = readers) =>
      until('every stream is live', () => of.every(({ isLive }) => isLive), milliseconds),
    /** How often a reader had to read everything again. */
    resets: () => readers.reduce((sum, reader) => sum + reader.resets, 0),
    /** Sends at a steady pace until told to stop; then waits until all of it is accepted. */
    keepSending(everyMs: number, next: (index: number) => Sending): () => Promise<void> {
      const underWay = new Set<Promise<unknown>>()
      const failures: unknown[] = []
      let index = 0
      const timer = setInterval(() => {
        if (underWay.size >= sendsAtOnce) return
        const sending = send(next(index++))
          .catch((error) => failures.push(error))
          .finally(() => underWay.delete(sending))
        underWay.add(sending)
      }, everyMs)
      timers.push(timer)
      return async () => {
        clearInterval(timer)
        await Promise.all(underWay)
        if (failures.length) throw failures[0]
      }
    },
    /** What an administrator does about deliveries that may or may not have gone out. */
    async retryUnknown(): Promise<void> {
      const unknown = (await book.ledger()).filter(({ status }) => status === 'unknown')
      must(unknown.length > 0, 'the ledger says what is unknown')
      const body = { includeUnknown: true }
      await forEach(unknown, 8, async ({ notification_id: id }) => {
        await call(gateways, admin, 'PUT', `/notifications/${id}/retry`, { body })
      })
      await book.mailed()
    },
    async close(): Promise<Counts> {
      for (const timer of timers) clearInterval(timer)
      await book.close().finally(() => {
        for (const reader of readers) reader.close()
      })
      return book.counted
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>
