import type { Database, Transaction } from '@wardline/db/connect'
import { apply, inserting } from '@wardline/kit/bulk'
import type { Bus } from '@wardline/kit/bus'
import { type SQL, sql } from 'drizzle-orm'
import { epochs, userEvents } from '../tables.ts'

/** Recipients whose rows one transaction locks: 5,000 at once held single alerts up for 96 ms, 250 for 7 ms. */
export const setSize = 250

/** Ids from anywhere, each once, in the one order in which locks are taken everywhere. */
const inLockOrder = (userIds: Iterable<string>): string[] => [...new Set(userIds)].sort()

/** A user's sequence as this transaction holds it: nobody else adds to it before the end. */
export interface Stream {
  seq: number
  unread: number
}
export type Streams = Map<string, Stream>

export interface Head {
  user_id: string
  last_seq: string
  unread: number
}

/** Users as rows of `user_id`. */
export const those = (userIds: Iterable<string>): SQL =>
  sql`select user_id from unnest(${sql.param(inLockOrder(userIds))}::uuid[]) as given (user_id)`

/**
 * Locks the sequences of the users whom a query finds and moves each on by one unread event, in one change: nobody waits
 * while a lock is on its way to us and back. Answers a `Head` for each user.
 */
export const advancing = (users: SQL): SQL => sql`
  insert into notification.user_stream as mine (user_id, last_seq, unread)
  select user_id, 1, 1 from (${users}) as users order by user_id
  on conflict (user_id) do update set last_seq = mine.last_seq + 1, unread = mine.unread + 1
  returning user_id, last_seq, unread`

export const streamsOf = (heads: readonly Head[]): Streams =>
  new Map(heads.map((head) => [head.user_id, { seq: Number(head.last_seq), unread: head.unread }]))

/**
 * Takes the rows that guard the users' sequences, making those that are missing. Whatever changes an inbox comes through here first.
 * A serial number would not do: commits are not in its order, and a reader's cursor loses rows.
 * An update that changes nothing locks the row that is there, in the same statement that makes the missing ones.
 */
export async function lockStreams(tx: Transaction, userIds: Iterable<string>): Promise<Streams> {
  const ids = [...userIds]
  if (ids.length === 0) return new Map()
  const { rows } = await tx.execute<Head & Record<string, unknown>>(sql`
    insert into notification.user_stream (user_id) ${those(ids)} order by user_id
    on conflict (user_id) do update set user_id = excluded.user_id
    returning user_id, last_seq, unread`)
  return streamsOf(rows)
}

export interface NewEvent {
  userId: string
  kind: 'notification' | 'updated'
  notificationId: string
  data: Record<string, unknown>
  /** How the event changes the unread count. */
  unread: -1 | 0 | 1
}

/** Adds events to sequences that this transaction holds, in the order given. */
export async function appendEvents(tx: Transaction, streams: Streams, events: NewEvent[], at: Date): Promise<void> {
  const [first, ...others] = events.map(({ unread, ...event }) => {
    const stream = streams.get(event.userId)
    if (!stream) throw new Error('an event was added to a sequence that is not locked')
    stream.seq += 1
    stream.unread += unread
    return { ...event, at, seq: stream.seq, unread: stream.unread }
  })
  if (!first) return
  const touched = [...new Set(events.map((event) => event.userId))]
  const heads = touched.map((userId) => streams.get(userId) as Stream)
  const moved = sql`
    update notification.user_stream as head set last_seq = now.seq, unread = now.unread
    from unnest(
      ${sql.param(touched)}::uuid[],
      ${sql.param(heads.map((head) => head.seq))}::bigint[],
      ${sql.param(heads.map((head) => head.unread))}::integer[]
    ) as now (user_id, seq, unread)
    where head.user_id = now.user_id`
  await apply(tx, [inserting(userEvents, [first, ...others]), moved])
}

/** NOTIFY carries at most 8,000 bytes; a hint has about 70. */
const hintsInMessage = 100

/** Tells the gateways, after the commit, how far sequences have come. */
export function announce(bus: Bus, streams: Streams): void {
  const users = [...streams].map(([userId, { seq }]) => ({ userId, seq }))
  for (let start = 0; start < users.length; start += hintsInMessage)
    bus.publish('events', { users: users.slice(start, start + hintsInMessage) })
}

/**
 * What tells one life of a database from another. A restore from base backup begins a new timeline; one from a dump
 * makes new databases or tables, whose object ids differ.
 */
const fingerprint = sql<string>`
  (select system_identifier::text from pg_control_system()) || '/' ||
  (select timeline_id::text from pg_control_checkpoint()) || '/' ||
  (select oid::text from pg_database where datname = current_database()) || '/' ||
  'notification.user_stream'::regclass::oid::text`

/** The epoch of every sequence: kept, and a new one after a restore, when numbers may be given out a second time. */
export async function readEpoch(db: Database): Promise<string> {
  const { rows } = await db.execute<{ epoch: string }>(sql`
    insert into ${epochs} (epoch, fingerprint) values (${crypto.randomUUID().slice(0, 8)}, ${fingerprint})
    on conflict ("only") do update set
      epoch = case when epoch.fingerprint = excluded.fingerprint then epoch.epoch else excluded.epoch end,
      fingerprint = excluded.fingerprint
    returning epoch`)
  return (rows[0] as { epoch: string }).epoch
}

/** Reads the epoch once; a failure is not kept. */
export function epochReader(db: Database): () => Promise<string> {
  let epoch: Promise<string> | undefined
  return () => {
    epoch ??= readEpoch(db).catch((error) => {
      epoch = undefined
      throw error
    })
    return epoch
  }
}
