import { createReader, leave, openStream, type Reader, wallClock } from './alerts-stream.ts'

/** Connections that are being opened at the same time: fewer than the backlog of a listening socket. */
const atOnce = 256
/** Whoever is refused comes back. */
const retryMs = 1000

/** What went wrong on streams, by kind and how often. */
export type Faults = Record<string, number>

/** What arrived: the number in its title, when it was created, when it was read. Milliseconds of the wall clock. */
export interface Arrival {
  n: number
  createdAt: number
  receivedAt: number
}

const readers: Reader[] = []
let address = { host: '', port: 0 }
let arrivals: Arrival[] = []
let faults: Faults = {}
let ready = 0
let isOpen = false
const waiting = new Set<() => void>()

/** Resolves with whether it came true before the time was up; looked at whenever something was heard. */
function until(isTrue: () => boolean, milliseconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const look = () => isTrue() && end(true)
  const end = (came: boolean) => {
    clearTimeout(timer)
    waiting.delete(look)
    resolve(came)
  }
  const timer = setTimeout(() => end(false), milliseconds)
  waiting.add(look)
  look()
  return promise
}
const wake = () => {
  for (const look of waiting) look()
}

const count = (fault: string) => {
  faults[fault] = (faults[fault] ?? 0) + 1
  wake()
}
const textAfter = (data: string, name: string, length: number) => {
  const start = data.indexOf(name) + name.length
  return data.slice(start, start + length)
}
const listeners = {
  ready() {
    ready += 1
    wake()
  },
  notification(data: string, receivedAt: number) {
    const n = Number.parseInt(textAfter(data, '"title":"', 12), 10)
    arrivals.push({ n, createdAt: Date.parse(textAfter(data, '"createdAt":"', 24)), receivedAt })
    wake()
  },
  broken: count,
  ended: count,
  refused(reader: Reader, because: string) {
    count(`refused at first: ${because}`)
    setTimeout(() => isOpen && openStream(address, reader, listeners), retryMs)
  },
}

async function openAll(milliseconds: number): Promise<number> {
  const startedAt = wallClock()
  ready = 0
  isOpen = true
  let next = 0
  const one = async () => {
    for (let reader = readers[next++]; reader; reader = readers[next++]) await openStream(address, reader, listeners)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  await until(() => ready === readers.length, milliseconds - (wallClock() - startedAt))
  return ready
}

/** What the bench asks for, one call at a time. */
const actions = {
  /** Opens a stream for each token; the number of those that were ready in time. */
  open(url: string, tokens: string[], milliseconds: number): Promise<number> {
    const { hostname, port } = new URL(url)
    address = { host: hostname, port: Number(port) }
    readers.push(...tokens.map(createReader))
    return openAll(milliseconds)
  },
  /** Opens them again, each where it left off. */
  reopen: openAll,
  close(): void {
    isOpen = false
    for (const reader of readers) leave(reader)
  },
  /** Waits for so many notifications since the last `collect`; the number of those that came. */
  async expect(notifications: number, milliseconds: number): Promise<number> {
    await until(() => arrivals.length >= notifications, milliseconds)
    return arrivals.length
  },
  /** What arrived and what went wrong since the last time. */
  collect(): { arrivals: Arrival[]; faults: Faults } {
    const collected = { arrivals, faults }
    arrivals = []
    faults = {}
    return collected
  },
  /** How far each stream has come, in the order of the tokens. */
  seqs: (): number[] => readers.map(({ seq }) => seq),
}
export type Actions = typeof actions

process.on('message', async ({ id, name, args }: { id: number; name: keyof Actions; args: never[] }) => {
  const answer = await (actions[name] as (...args: never[]) => unknown)(...args)
  process.send?.({ id, answer })
})
process.on('disconnect', () => process.exit(0))
