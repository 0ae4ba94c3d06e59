import type { Database } from '@wardline/db/connect'
import { sql } from 'drizzle-orm'
import type { SendPreview, SendPreviewed } from '../model.ts'
import { type PreferenceRow, preferences } from '../tables.ts'
import { messageOf, type PlannedDelivery, planDeliveries } from './plan.ts'
import { type Moment, resolve, type Sending } from './sending.ts'

/** So many recipients are named. */
const named = 20

async function preferencesOf(db: Database, userIds: string[]): Promise<Map<string, PreferenceRow>> {
  const rows = await db
    .select()
    .from(preferences)
    .where(sql`${preferences.userId} = any(${sql.param(userIds)}::uuid[])`)
  return new Map(rows.map((row) => [row.userId, row]))
}

function tally(planned: PlannedDelivery[]): SendPreviewed['deliveries'] {
  const alike = Map.groupBy(planned, ({ channel, status, cause, overridden }) =>
    [channel, status, cause, overridden].join(' '),
  )
  return [...alike.values()].flatMap(([first, ...others]) =>
    first
      ? [
          {
            ...{ channel: first.channel, status: first.status, cause: first.cause, overridden: first.overridden },
            count: 1 + others.length,
          },
        ]
      : [],
  )
}

/**
 * Who would get a send, and on which channels, if it were accepted now. Writes nothing.
 * @throws ProblemError `invalid`, `forbidden`
 */
export async function previewSend(
  db: Database,
  sending: Sending,
  body: SendPreview,
  { now, hospitalTz }: Moment,
): Promise<SendPreviewed> {
  const { userIds } = await resolve(sending, body, now)
  const [people, preferenceOf] = await Promise.all([
    sending.people.users(userIds.slice(0, named)),
    preferencesOf(db, userIds),
  ])
  const message = messageOf({ title: '', body: '', ...body })
  const at = body.sendAt ? new Date(body.sendAt) : now
  return {
    count: userIds.length,
    people: people.map(({ id, name, role }) => ({ id, name, role })),
    deliveries: tally(userIds.flatMap((id) => planDeliveries(message, preferenceOf.get(id), at, hospitalTz))),
  }
}
