import type { Hospital } from './hospital.ts'
import type { Person } from './people.ts'
import { type Reader, readInbox } from './reader.ts'
import { forEach, must, until } from './waiting.ts'

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

/** The delivery of an e-mail that was accepted, as the ledger has it. */
export interface Mail {
  id: string
  notification_id: string
  status: string
  was_unknown: boolean
}

const settleMs = 45_000
const readersAtOnce = 24

/** Keeps account of a case: what was accepted, and in the end what became of it. */
export function createBook(hospital: Hospital) {
  const { postgres, mailbox, gateways } = hospital
  /** Batches for each person. */
  const inboxes = new Map<string, { person: Person; batches: Set<string> }>()
  /** Notifications that go out by e-mail. */
  const mails = new Set<string>()
  const readers = new Set<Reader>()
  const counted: Counts = { accepted: 0, delivered: 0, duplicated: 0, unknown: 0, lost: 0, reset: 0 }
  let excused = 0

  const ledger = () =>
    postgres.query<Mail>(
      `select delivery.id, notification_id, status, exists (
         select from notification.attempt where delivery_id = delivery.id and outcome = 'unknown'
       ) as was_unknown
       from notification.delivery where notification_id = any($1::uuid[]) and channel = 'email' and target = 'recipient'`,
      [[...mails]],
    )
  const batchesOf = ({ userId }: Person): ReadonlySet<string> => inboxes.get(userId)?.batches ?? new Set()
  const isBehind = (reader: Reader) => [...batchesOf(reader.person)].some((batch) => !reader.seen.has(batch))

  async function areWritten(): Promise<boolean> {
    const promised = [...inboxes.values()]
    const batches = new Set(promised.flatMap((inbox) => [...inbox.batches]))
    const [written] = await postgres.query<{ count: number }>(
      'select count(*)::int as count from notification.notification where batch_id = any($1::uuid[])',
      [[...batches]],
    )
    return (written?.count ?? 0) >= promised.reduce((sum, inbox) => sum + inbox.batches.size, 0)
  }
  /** Adds to the account; duplicates of what the ledger calls unknown are excused. */
  function add(counts: Partial<Counts>, isExcused = false): void {
    for (const name of Object.keys(counts) as (keyof Counts)[]) counted[name] += counts[name] ?? 0
    if (isExcused) excused += counts.duplicated ?? 0
  }
  async function countInboxes(): Promise<void> {
    await forEach([...inboxes.values()], readersAtOnce, async ({ person, batches }) => {
      const items = await readInbox<{ batchId: string }>(gateways, person)
      const copies = new Map<string, number>()
      for (const { batchId } of items) copies.set(batchId, (copies.get(batchId) ?? 0) + 1)
      const mine = [...readers].filter((reader) => reader.person.userId === person.userId)
      for (const batch of batches) {
        const count = copies.get(batch) ?? 0
        const isLost = count === 0 || mine.some((reader) => !reader.seen.has(batch))
        add({ accepted: 1, lost: isLost ? 1 : 0, duplicated: Math.max(0, count - 1) })
      }
    })
  }
  async function countMails(): Promise<void> {
    const arrived = mailbox.arrived()
    const rows = await ledger()
    must(rows.length === mails.size, 'every e-mail that was accepted stands in the ledger')
    for (const { id, was_unknown } of rows) {
      const times = arrived.get(id) ?? 0
      const extra = { duplicated: Math.max(0, times - 1), unknown: was_unknown ? 1 : 0 }
      add({ accepted: 1, lost: times ? 0 : 1, ...extra }, was_unknown)
    }
  }

  return {
    counted,
    ledger,
    add,
    /** A send that was answered with 202. */
    accept(batchId: string, people: Iterable<Person>, mailed: readonly string[] = []): void {
      for (const person of people) {
        const inbox = inboxes.get(person.userId) ?? { person, batches: new Set() }
        inboxes.set(person.userId, inbox)
        inbox.batches.add(batchId)
      }
      for (const id of mailed) mails.add(id)
    },
    /** A reader that has to be told everything that its person is sent from now on. */
    watch: (reader: Reader) => void readers.add(reader),
    /**
     * Waits until everything is in the inboxes and every reader has been told; what is not is counted in the end.
     * Returns the milliseconds.
     */
    settled: (milliseconds = settleMs): Promise<number> =>
      until(
        'everything is told',
        async () => ![...readers].some(isBehind) && (await areWritten()),
        milliseconds,
        50,
      ).catch(() => milliseconds),
    /** Waits until every e-mail has arrived. */
    mailed: (milliseconds = settleMs): Promise<number> =>
      until(
        'every e-mail arrives',
        async () => {
          const arrived = mailbox.arrived()
          const rows = await ledger()
          return rows.length === mails.size && rows.every(({ id, status }) => arrived.has(id) && status === 'delivered')
        },
        milliseconds,
        50,
      ),
    /** Waits until the ledger says one of these of every e-mail. */
    mailsAre: (statuses: readonly string[], milliseconds: number): Promise<number> =>
      until(
        `every e-mail is ${statuses.join(' or ')}`,
        async () => {
          const rows = await ledger()
          return rows.length === mails.size && rows.every(({ status }) => statuses.includes(status))
        },
        milliseconds,
      ),
    /** @throws Broken when there is a duplicate that nothing in the ledger explains, or a hole in what a reader was told */
    async close(): Promise<void> {
      await countInboxes()
      if (mails.size > 0) await countMails()
      counted.delivered = counted.accepted - counted.lost
      for (const { doubles, gaps, resets } of readers) {
        counted.reset += resets
        must(doubles === 0, 'no stream brings an event twice')
        must(gaps === 0, 'no stream leaves an event out')
      }
      must(counted.lost === 0, 'nothing that was accepted is lost')
      must(counted.duplicated === excused, 'nothing comes twice but what the ledger calls unknown')
    },
  }
}
export type Book = ReturnType<typeof createBook>
