import type { Transaction } from '@wardline/db/connect'
import { inArray, sql } from 'drizzle-orm'
import { type State, worst } from '../rules.ts'
import { deliveries, notifications } from '../tables.ts'
import { appendEvents, type NewEvent, type Streams } from './sequence.ts'

/**
 * Brings notifications to the worst status of their deliveries, under their users' locks, and tells open pages.
 * That one is being sent this moment is not told: the next status follows at once.
 */
export async function refreshStatus(
  tx: Transaction,
  streams: Streams,
  notificationIds: string[],
  at: Date,
): Promise<void> {
  if (notificationIds.length === 0) return
  const of = await tx
    .select({ id: deliveries.notificationId, status: deliveries.status })
    .from(deliveries)
    .where(inArray(deliveries.notificationId, notificationIds))
  const byId = Map.groupBy(of, (delivery) => delivery.id)
  const wanted = notificationIds.map((id): State => worst((byId.get(id) ?? []).map((delivery) => delivery.status)))
  const { rows } = await tx.execute<{ id: string; user_id: string; status: State }>(sql`
    update ${notifications} as mine set status = now.status, version = mine.version + 1, updated_at = ${at}
    from unnest(${sql.param(notificationIds)}::uuid[], ${sql.param(wanted)}::text[]) as now (id, status)
    where mine.id = now.id and mine.status <> now.status
    returning mine.id, mine.user_id, mine.status`)
  const events = rows
    .filter(({ status }) => status !== 'sending')
    .map(
      ({ id, user_id, status }): NewEvent => ({
        userId: user_id,
        kind: 'updated',
        notificationId: id,
        data: { id, status },
        unread: 0,
      }),
    )
  await appendEvents(tx, streams, events, at)
}
