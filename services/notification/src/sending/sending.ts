import type { Resolved } from '@wardline/auth/model'
import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { explainRunning, isTaken, keeping, keptAnswer, once, type Replayable } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { retrying } from '@wardline/kit/transaction'
import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { repeatAlert } from '../alerts/alert.ts'
import type { Audience, Send, SendPreview, Sent } from '../model.ts'
import { type AlertRow, batches, fanoutSets, idempotency } from '../tables.ts'
import type { People } from '../telling/people.ts'
import { type NewBatch, openBatch, sentView } from './batch.ts'
import { type Complaint, isWithinReach, messageOf, sendComplaint } from './plan.ts'
import { nothingWritten, type Written } from './writing.ts'

const dedupMs = 24 * 3600_000

const refused = ({ kind, path, message }: Complaint) =>
  kind === 'invalid' ? ProblemError.invalid(path, message) : new ProblemError(kind, message)

const outOfReach = () =>
  new ProblemError('forbidden', 'You can write to colleagues and, as a doctor, to your own patients only.')

/** Who sends, and how far they may reach. */
export interface Sending {
  people: People
  caller: UserCaller
  relation: Relation
}

/** @throws ProblemError `forbidden` when the caller names someone out of their reach */
async function assertWithinReach({ people, caller, relation }: Sending, audience: Audience): Promise<void> {
  if (relation === 'any') return
  if (audience.roles?.length || audience.everyone)
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
    .where(
      and(
        eq(batches.senderId, senderId),
        eq(batches.dedupKey, dedupKey),
        gt(batches.createdAt, since),
        isNull(batches.cancelledAt),
      ),
    )
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

/** How a send is settled at the moment it is accepted. */
export interface Moment {
  now: Date
  hospitalTz: string
}

/** Whom a send reaches, and who sends it by name. @throws ProblemError `invalid`, `forbidden` */
export async function resolve(sending: Sending, body: SendPreview, now: Date): Promise<Resolved> {
  const complaint = sendComplaint(body, now)
  if (complaint) throw refused(complaint)
  await assertWithinReach(sending, body.to)
  if (body.ack?.escalateTo) await assertWithinReach(sending, body.ack.escalateTo)
  return sending.people.reached(body.to, sending.caller.userId)
}

const nobody: Resolved = { userIds: [], sender: null }

export interface Accepted {
  sent: Sent
  written: Written
  /** The open alert that this one repeats: its copies have to follow. */
  repeated?: AlertRow | undefined
}

/** @throws ProblemError `no-recipients` */
function batchOf(senderId: string, body: Send, { userIds, sender }: Resolved): NewBatch {
  if (userIds.length === 0) throw new ProblemError('no-recipients', 'Nobody with an active account would receive this.')
  const at = (time: string | null | undefined) => (time ? new Date(time) : null)
  const times = { sendAt: at(body.sendAt), expiresAt: at(body.expiresAt) }
  return { ...times, senderId, message: { ...messageOf(body), sender }, userIds, dedupKey: body.dedupKey ?? null }
}

/**
 * A send that repeats no other is one statement, with the answer kept under its Idempotency-Key: a transaction has four
 * round trips at least. Undefined when its key was used before, more than a day ago.
 * @throws ProblemError `idempotency-mismatch`, `in-progress`
 */
async function sendAtOnce(
  db: Database,
  batch: NewBatch,
  request: Replayable,
  { now, hospitalTz }: Moment,
): Promise<Accepted | undefined> {
  const clock = { now: () => now }
  const keep = (answer: Sent) => keeping(idempotency, request, { status: 202, answer }, clock)
  try {
    return await retrying(() => openBatch(db, batch, { at: now, hospitalTz }, keep))
  } catch (error) {
    if (!isTaken(idempotency, error)) throw explainRunning(error)
    const kept = await keptAnswer<Sent>(db, idempotency, request, clock)
    return kept && { sent: kept.answer, written: nothingWritten }
  }
}

/**
 * Accepts a send: whom it reaches is settled before anything is written, and from the commit on nobody among them is forgotten.
 * One that is repeated is answered as before, whoever it would reach or be refused for by now; where somebody has to answer, it says what is so now.
 * @throws ProblemError `invalid`, `forbidden`, `no-recipients`
 */
export async function send(
  db: Database,
  sending: Sending,
  request: { body: Send; key: string | undefined },
  moment: Moment,
): Promise<Accepted> {
  const { body, key } = request
  const { now, hospitalTz } = moment
  const { dedupKey } = body
  const senderId = sending.caller.userId
  const clock = { now: () => now }
  const replayable = { userId: senderId, route: 'POST /notifications/send', key, body }
  const kept = await keptAnswer<Sent>(db, idempotency, replayable, clock)
  if (kept) return { sent: kept.answer, written: nothingWritten }
  const known = await sentBefore(db, senderId, dedupKey, now)
  const reached = known ? nobody : await resolve(sending, body, now)
  if (dedupKey === undefined) {
    const accepted = await sendAtOnce(db, batchOf(senderId, body, reached), replayable, moment)
    if (accepted) return accepted
  }

  let written = nothingWritten
  let repeated: AlertRow | undefined
  const { answer } = await once(db, idempotency, replayable, clock, async (tx) => {
    if (dedupKey !== undefined)
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${senderId} ${dedupKey}`}, 1))`)
    const before = known ?? (await sentBefore(tx, senderId, dedupKey, now))
    if (before) {
      repeated = await repeatAlert(tx, before.batchId, { title: body.title, body: body.body }, now)
      return { status: 202, answer: before }
    }
    const opened = await openBatch(tx, batchOf(senderId, body, reached), { at: now, hospitalTz })
    written = opened.written
    return { status: 202, answer: opened.sent }
  })
  return { sent: answer, written, repeated }
}
