import type { Database, Transaction } from '@wardline/db/connect'
import { ProblemError } from '@wardline/kit/errors'
import { once } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import { openBatch, sentView } from './batch.ts'
import type { Audience, Send, Sent } from './model.ts'
import type { People } from './people.ts'
import { type Complaint, isWithinReach, messageOf, sendComplaint } from './plan.ts'
import { batches, fanoutSets, idempotency } from './tables.ts'
import type { Written } from './writing.ts'

const dedupMs = 24 * 3600_000

const refused = ({ kind, path, message }: Complaint) =>
  kind === 'invalid' ? ProblemError.invalid(path, message) : new ProblemError(kind, message)

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
    const sendAt = body.sendAt ? new Date(body.sendAt) : null
    const batch = { senderId: caller.userId, message: messageOf(body), userIds, sendAt, dedupKey: dedupKey ?? null }
    const opened = await openBatch(tx, batch, { at: options.now, hospitalTz: options.hospitalTz })
    written = opened.written
    return { status: 202, answer: opened.sent }
  })
  return { sent: answer, written }
}
