import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { writeHistory } from '@wardline/kit/history'
import { once } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Audience, Send, Sent } from './model.ts'
import type { People } from './people.ts'
import { type Complaint, inSets, isWithinReach, messageOf, sendComplaint } from './plan.ts'
import { batches, fanoutSets, history, idempotency, type Message } from './tables.ts'
import { type Draft, type Written, writeNotifications } from './writing.ts'

const dedupMs = 24 * 3600_000
/** Up to so many ids are answered. */
const idsAnswered = 1000

const refused = ({ kind, path, message }: Complaint) =>
  new ProblemError(kind, message, kind === 'invalid' ? { errors: [{ path, message }] } : {})

const outOfReach = () =>
  new ProblemError('forbidden', 'You can write to colleagues and, as a doctor, to your own patients only.')

interface Sender {
  people: People
  caller: UserCaller
  relation: Relation
}

/** @throws ProblemError `forbidden` when the caller names someone out of their reach */
async function assertWithinReach({ people, caller, relation }: Sender, audience: Audience): Promise<void> {
  if (relation === 'any') return
  if (audience.roles || audience.everyone)
    throw new ProblemError('forbidden', 'Only administrators write to whole roles or to everyone.')
  const userIds = audience.userIds ?? []
  const [users, patients] = await Promise.all([
    people.users(userIds),
    caller.role === 'doctor' ? people.patientUsersOf(caller.userId) : new Set<string>(),
  ])
  const roles = new Map(users.map((user) => [user.id, user.role]))
  const named = userIds.map((id) => id.toLowerCase())
  if (!isWithinReach(caller.role, named, roles, patients)) throw outOfReach()
}

/** Every notification of one set. */
export const draftsOf = (batchId: string, message: Message, set: { userIds: string[]; ids: string[] }): Draft[] =>
  set.userIds.map((userId, index) => ({ ...message, batchId, userId, id: set.ids[index] as string }))

/** What the same sender sent under the same key within a day. */
async function sentBefore(
  db: Database | Transaction,
  senderId: string,
  dedupKey: string | undefined,
  now: Date,
): Promise<Sent | undefined> {
  if (dedupKey === undefined) return
  const since = new Date(now.getTime() - dedupMs)
  const [batch] = await db
    .select({ id: batches.id, count: batches.count })
    .from(batches)
    .where(and(eq(batches.senderId, senderId), eq(batches.dedupKey, dedupKey), gt(batches.createdAt, since)))
    .orderBy(desc(batches.createdAt))
    .limit(1)
  if (!batch) return
  const sets = await db
    .select({ ids: fanoutSets.ids })
    .from(fanoutSets)
    .where(eq(fanoutSets.batchId, batch.id))
    .orderBy(asc(fanoutSets.n))
  return sentView(batch.id, batch.count, sets)
}

const sentView = (batchId: string, count: number, sets: { ids: string[] }[]): Sent => ({
  batchId,
  count,
  ...(count <= idsAnswered && { ids: sets.flatMap((set) => set.ids) }),
})

interface Accepting {
  senderId: string
  send: Send
  userIds: string[]
  now: Date
  hospitalTz: string
}

/** Keeps a send, and writes its first set at once unless it waits: a single alert needs no queue. */
async function accept(tx: Transaction, { senderId, send, userIds, now, hospitalTz }: Accepting) {
  const message = messageOf(send)
  const sendAt = send.sendAt && Date.parse(send.sendAt) > now.getTime() ? new Date(send.sendAt) : null
  const id = Bun.randomUUIDv7()
  const sets = inSets(userIds, () => Bun.randomUUIDv7())
  const dedupKey = send.dedupKey ?? null
  await tx.insert(batches).values({ id, senderId, createdAt: now, sendAt, dedupKey, count: userIds.length, message })
  await tx
    .insert(fanoutSets)
    .values(
      sets.map((set, n) => ({ ...set, batchId: id, n, dueAt: sendAt ?? now, doneAt: n === 0 && !sendAt ? now : null })),
    )
  const entry = { entityId: id, version: 1, at: now, actorId: senderId, action: 'sent', changes: {} }
  await writeHistory(tx, history, [entry])
  const first = sendAt ? undefined : sets[0]
  const written = await writeNotifications(tx, first ? draftsOf(id, message, first) : [], now, hospitalTz)
  const outgoing = written.outgoing || (sets.length > 1 && !sendAt)
  return { sent: sentView(id, userIds.length, sets), written: { ...written, outgoing } }
}

const nothing: Written = { streams: new Map(), outgoing: false }

/**
 * Accepts a send: whom it reaches is settled before the transaction, and from its commit on nobody among them is forgotten.
 * @throws ProblemError `invalid`, `forbidden`, `no-recipients`
 */
export async function send(
  db: Database,
  sender: Sender,
  request: { body: Send; key: string | undefined },
  options: { now: Date; hospitalTz: string },
): Promise<{ sent: Sent; written: Written }> {
  const { body, key } = request
  const { caller, people } = sender
  const complaint = sendComplaint(body, options.now)
  if (complaint) throw refused(complaint)
  await assertWithinReach(sender, body.to)
  if (body.ack?.escalateTo) await assertWithinReach(sender, body.ack.escalateTo)
  const userIds = await people.active(body.to)

  let written = nothing
  const replayable = { userId: caller.userId, route: 'POST /notifications/send', key, body }
  const { answer } = await once(db, idempotency, replayable, { now: () => options.now }, async (tx) => {
    const { dedupKey } = body
    if (dedupKey !== undefined)
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${caller.userId} ${dedupKey}`}, 1))`)
    const before = await sentBefore(tx, caller.userId, dedupKey, options.now)
    if (before) return { status: 202, answer: before }
    if (userIds.length === 0)
      throw new ProblemError('no-recipients', 'Nobody with an active account would receive this.')
    const accepted = await accept(tx, { senderId: caller.userId, send: body, userIds, ...options })
    written = accepted.written
    return { status: 202, answer: accepted.sent }
  })
  return { sent: answer, written }
}
