import type { Role } from '@wardline/kit/permissions'
import { createBook } from './book.ts'
import { type Asked, call } from './call.ts'
import type { Hospital, Profile } from './hospital.ts'
import { enrol, type Person } from './people.ts'
import { openReader, type Reader, type ReaderOptions } from './reader.ts'
import { createSender } from './sending.ts'
import { forEach, must, patienceMs, seconds, until } from './waiting.ts'

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
  /** It breaks nothing that others need: in the short form all such run side by side. */
  isCalm?: true
  run(stage: Stage): Promise<void>
}

interface Reading extends Omit<ReaderOptions, 'gateways'> {
  gateways?: readonly string[]
  /** False for a tab that is meant to miss something. */
  isCounted?: boolean
}

/** What a case works with: a hospital, people, and an account of what they were promised. */
export async function openStage(hospital: Hospital, form: Form) {
  const { gateways } = hospital
  const book = createBook(hospital)
  const notes: string[] = []
  const readers: Reader[] = []
  const [admin] = (await enrol(hospital, 'admin', 1)) as [Person]
  const sender = createSender(gateways, book, admin)
  /** Asks for something, again until somebody answers. */
  const ask = <T>(who: Person, method: string, path: string, asked?: Asked) =>
    call<T>(gateways, who, method, path, asked)
  return {
    ...{ hospital, form, book, admin, notes, ask },
    ...{ send: sender.send, keepSending: sender.keepSending },
    /** By form. */
    size: (short: number, long: number) => (form === 'short' ? short : long),
    /** Something measured, for the table. */
    note: (words: string) => void notes.push(words),
    /** A time that is promised, kept in the long form. The short one is a test, and a test that times fails on a busy machine. */
    promised(what: string, tookMs: number, withinMs: number): void {
      notes.push(`${what} after ${seconds(tookMs)}`)
      must(form === 'short' || tookMs <= withinMs, `${what} within ${seconds(withinMs)}, not ${seconds(tookMs)}`)
    },
    people: (role: Role, count: number) => enrol(hospital, role, count),
    /** Opens a tab that has to be told everything. */
    read({ isCounted = true, ...options }: Reading): Reader {
      const reader = openReader({ gateways, ...options })
      readers.push(reader)
      if (isCounted) book.watch(reader)
      return reader
    },
    live: (milliseconds = patienceMs, of: readonly Reader[] = readers) =>
      until('every stream is live', () => of.every(({ isLive }) => isLive), milliseconds),
    /** How often a reader had to read everything again. */
    resets: () => readers.reduce((sum, reader) => sum + reader.resets, 0),
    /** What an administrator does about deliveries that may or may not have gone out. */
    async retryUnknown(): Promise<void> {
      const unknown = (await book.mails()).filter(({ status }) => status === 'unknown')
      must(unknown.length > 0, 'the ledger says what is unknown')
      await forEach(unknown, 8, ({ notification_id: id }) =>
        ask<void>(admin, 'PUT', `/notifications/${id}/retry`, { body: { includeUnknown: true } }),
      )
      await book.mailed()
    },
    async close(): Promise<void> {
      sender.close()
      await book.close().finally(() => {
        for (const reader of readers) reader.close()
      })
    },
  }
}
export type Stage = Awaited<ReturnType<typeof openStage>>
