import type { Database, Transaction } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import type { Logger } from '@wardline/kit/log'
import { transact } from '@wardline/kit/transaction'
import { sql } from 'drizzle-orm'
import { alarmKind, type Fault } from '../rules.ts'
import { openBatch } from '../sending/batch.ts'
import { messageOf } from '../sending/plan.ts'
import { nothingWritten, type Written } from '../sending/writing.ts'
import { lockStreams, setSize } from '../stream/sequence.ts'
import { alarms } from '../tables.ts'
import type { People } from '../telling/people.ts'
import { say, sentencesOf, type Text } from '../telling/rules.ts'
import { wallClock } from '../telling/wall-clock.ts'
import { impatiently, isMissing, isThere } from './canary.ts'

/** What administrators read when canaries do not arrive. */
const composeAlarm = (fault: Fault, since: Date, hospitalTz: string): Text =>
  say(sentencesOf[alarmKind][fault], { when: wallClock(since, hospitalTz) })

interface Trouble {
  fault: Fault
  since: string
}

/** The first canary that is missing anywhere, and how far it came; and whether administrators know already. */
async function findTrouble(db: Database | Transaction): Promise<{ isOpen: boolean; trouble: Trouble | undefined }> {
  const { rows } = await db.execute<{ open: boolean; trouble: Trouble | null }>(sql`
    select exists (select from notification.alarm where ended_at is null) as open, (
      select jsonb_build_object('since', asked_at, 'fault', case
        when written_at is null then 'not-written'
        when status = 'delivered' then 'not-brought'
        else 'not-taken' end)
      from notification.canary_watcher as watcher
      join notification.canary on ${isMissing}
      left join notification.delivery on notification_id = canary.id and channel = 'canary'
      where ${isThere}
      order by asked_at limit 1
    ) as trouble`)
  return { isOpen: rows[0]?.open ?? false, trouble: rows[0]?.trouble ?? undefined }
}

interface Watch {
  people: People
  clock: Clock
  hospitalTz: string
  log: Logger
}

/** Keeps that there is an alarm, unless there is one. */
async function open(tx: Transaction, { fault, since }: Trouble) {
  const values = { id: Bun.randomUUIDv7(), fault, since: new Date(since), raisedAt: sql`statement_timestamp()` }
  const [alarm] = await tx.insert(alarms).values(values).onConflictDoNothing().returning()
  return alarm
}

/** Tells the administrators, unless somebody else was quicker. The inbox needs no worker: it is written here. */
async function raise(db: Database, { people, clock, hospitalTz, log }: Watch): Promise<Written> {
  const userIds = await people.active({ roles: ['admin'] })
  const raised = await transact(db, async (tx) => {
    await impatiently(tx)
    await lockStreams(tx, userIds.slice(0, setSize))
    const { trouble } = await findTrouble(tx)
    const alarm = trouble && (await open(tx, trouble))
    if (!alarm) return
    const { fault, since } = alarm
    const message = messageOf({
      ...composeAlarm(fault, since, hospitalTz),
      to: { roles: ['admin'] },
      kind: alarmKind,
      severity: 'critical',
      link: '/app/deliveries',
      channels: ['in-app', 'email'],
    })
    const batch = { senderId: null, message, userIds, sendAt: null, expiresAt: null, dedupKey: null }
    const told = userIds.length ? await openBatch(tx, batch, { at: clock.now(), hospitalTz }) : undefined
    return { alarm, written: told?.written ?? nothingWritten }
  })
  if (!raised) return nothingWritten
  const { id: alarmId, fault, since } = raised.alarm
  log.error({ alarmId, fault, since: since.toISOString() }, 'canaries do not arrive')
  return raised.written
}

/** Ends the alarm when a canary of later has arrived in time at every gateway that is there. */
async function end(db: Database, log: Logger): Promise<void> {
  const { rows } = await db.execute<{ id: string }>(sql`
    update notification.alarm set ended_at = statement_timestamp()
    where ended_at is null
      and exists (select from notification.canary_watcher as watcher where ${isThere})
      and not exists (
        select from notification.canary_watcher as watcher
        where ${isThere} and coalesce(arrived_up_to, '-infinity') <= alarm.since)
    returning id`)
  for (const { id } of rows) log.warn({ alarmId: id }, 'canaries arrive again')
}

/** Raises the alarm when canaries are missing, once for each outage, and ends it when they arrive again. */
export async function judge(db: Database, watch: Watch): Promise<Written> {
  const { isOpen, trouble } = await findTrouble(db)
  if (trouble && !isOpen) return raise(db, watch)
  if (isOpen && !trouble) await end(db, watch.log)
  return nothingWritten
}
