import type { Hospital } from './hospital.ts'
import { areWritten, type Mail, type Promised, readMails } from './ledger.ts'
import type { Person } from './people.ts'
import { type Reader, readInbox } from './reader.ts'
import { forEach, must, patienceMs, until } from './waiting.ts'

/** What one case comes to. */
export interface Counts {
  /** Copies for one person that a 202 promised: in the inbox, and by e-mail. */
  accepted: number
  delivered: number
  /** Arrived once more than they should. */
  duplicated: number
  /** Of all accepted, those that the ledger calls `unknown`: the only ones that may be duplicated. */
  unknown: number
  /** Promised, and not there at the end. */
  lost: number
  /** Times that a stream told its reader to read everything again. */
  reset: number
}

/** Adds to the account; duplicates of what the ledger calls unknown are excused. */
type Add = (counts: Partial<Counts>, isExcused?: boolean) => void

const settleMs = 45_000
const readersAtOnce = 24

/** Every inbox is read through the API; whoever read along has to have been told as well. */
function countInboxes({ gateways }: Hospital, { inboxes }: Promised, readers: readonly Reader[], add: Add) {
  const mine = Map.groupBy(readers, ({ person }) => person.userId)
  return forEach([...inboxes.values()], readersAtOnce, async ({ person, batches }) => {
    const copies = Map.groupBy(await readInbox(gateways, person), ({ batchId }) => batchId)
    for (const batch of batches) {
      const count = copies.get(batch)?.length ?? 0
      const isLost = count === 0 || mine.get(person.userId)?.some(({ seen }) => !seen.has(batch))
      add({ accepted: 1, lost: isLost ? 1 : 0, duplicated: Math.max(0, count - 1) })
    }
  })
}

async function countMails(hospital: Hospital, promised: Promised, add: Add): Promise<void> {
  const arrived = hospital.mailbox.arrived()
  const rows = await readMails(hospital, promised)
  must(rows.length === promised.mails.size, 'every e-mail that was accepted stands in the ledger')
  for (const { id, was_unknown } of rows) {
    const times = arrived.get(id) ?? 0
    const extra = { duplicated: Math.max(0, times - 1), unknown: was_unknown ? 1 : 0 }
    add({ accepted: 1, lost: times ? 0 : 1, ...extra }, was_unknown)
  }
}

/** Keeps account of a case: what was accepted, and in the end what became of it. */
export function createBook(hospital: Hospital) {
  const promised: Promised = { inboxes: new Map(), mails: new Set() }
  const readers: Reader[] = []
  const counted: Counts = { accepted: 0, delivered: 0, duplicated: 0, unknown: 0, lost: 0, reset: 0 }
  let excused = 0

  const add: Add = (counts, isExcused = false) => {
    for (const name of Object.keys(counts) as (keyof Counts)[]) counted[name] += counts[name] ?? 0
    if (isExcused) excused += counts.duplicated ?? 0
  }
  const isBehind = ({ person, seen }: Reader) => promised.inboxes.get(person.userId)?.batches.isSubsetOf(seen) === false
  const untilMails = (what: string, fits: (mail: Mail) => boolean, milliseconds: number, everyMs: number) =>
    until(
      `every e-mail is ${what}`,
      async () => {
        const mails = await readMails(hospital, promised)
        return mails.length === promised.mails.size && mails.every(fits)
      },
      milliseconds,
      everyMs,
    )

  return {
    ...{ counted, add },
    mails: () => readMails(hospital, promised),
    /** A send that was answered with 202. */
    accept(batchId: string, people: Iterable<Person>, mailed: readonly string[] = []): void {
      for (const person of people) {
        const inbox = promised.inboxes.get(person.userId) ?? { person, batches: new Set() }
        promised.inboxes.set(person.userId, inbox)
        inbox.batches.add(batchId)
      }
      for (const id of mailed) promised.mails.add(id)
    },
    /** A reader that has to be told everything that its person is sent from now on. */
    watch: (reader: Reader) => void readers.push(reader),
    /** Waits until everything is in the inboxes and told; what is not is counted in the end. Returns the milliseconds. */
    settled: (milliseconds = settleMs): Promise<number> =>
      until(
        'everything is told',
        async () => !readers.some(isBehind) && (await areWritten(hospital, promised)),
        milliseconds,
        50,
      ).catch(() => milliseconds),
    /** Waits until the ledger says one of these of every e-mail. */
    mailsAre: (...statuses: string[]): Promise<number> =>
      untilMails(statuses.join(' or '), ({ status }) => statuses.includes(status), patienceMs, 10),
    /** Waits until every e-mail has arrived. */
    mailed(milliseconds = settleMs): Promise<number> {
      const hasArrived = ({ id, status }: Mail) => status === 'delivered' && hospital.mailbox.arrived().has(id)
      return untilMails('delivered', hasArrived, milliseconds, 50)
    },
    /** @throws Broken when there is a duplicate that nothing in the ledger explains, or a hole in what a reader was told */
    async close(): Promise<void> {
      await countInboxes(hospital, promised, readers, add)
      if (promised.mails.size > 0) await countMails(hospital, promised, add)
      counted.delivered = counted.accepted - counted.lost
      counted.reset = readers.reduce((sum, { resets }) => sum + resets, 0)
      must(!readers.some(({ doubles }) => doubles > 0), 'no stream brings an event twice')
      must(!readers.some(({ gaps }) => gaps > 0), 'no stream leaves an event out')
      must(counted.lost === 0, 'nothing that was accepted is lost')
      must(counted.duplicated === excused, 'nothing comes twice but what the ledger calls unknown')
    },
  }
}
export type Book = ReturnType<typeof createBook>
