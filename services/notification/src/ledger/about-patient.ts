import type { Database } from '@wardline/db/connect'
import { byInstant, defaultLimit, keyset, page } from '@wardline/kit/list'
import { and, sql } from 'drizzle-orm'
import { view } from '../inbox/view.ts'
import type { AboutPatient, AboutPatientQuery } from '../model.ts'
import { aboutPatient, type NotificationRow, notifications } from '../tables.ts'

/** Whose inboxes somebody reads: everybody's, or their own. */
type Reach = { userId: string } | 'any'

function viewFor(reach: Reach, row: NotificationRow): AboutPatient {
  const { id, createdAt, userId, kind, severity, link, data, readAt, ack, status, title, body } = view(row)
  const isReadable = reach === 'any' || reach.userId === userId
  return {
    ...{ id, createdAt, userId, kind, severity, link, data, readAt, ack, status },
    ...(isReadable ? { title, body } : { title: null, body: null }),
  }
}

/** Whom we told something about a patient, when, and whether they have read it; the newest first. */
export async function listAboutPatient(db: Database, patientId: string, query: AboutPatientQuery, reach: Reach) {
  const { limit = defaultLimit, sort = '-createdAt', count } = query
  const { createdAt, id } = notifications
  const { order, after, orderBy } = keyset({
    sort,
    cursor: query.cursor,
    columns: { createdAt: byInstant(createdAt) },
    id,
  })
  // "is not null" again, so that the partial index serves.
  const matching = sql`${aboutPatient} = ${patientId} and ${aboutPatient} is not null`
  const found = await db
    .select()
    .from(notifications)
    .where(and(matching, after))
    .orderBy(...orderBy)
    .limit(limit + 1)
  const total = () => db.$count(notifications, matching)
  return page(
    found,
    { limit, order, count },
    { sortValue: (row) => row.createdAt, view: (row) => viewFor(reach, row), total },
  )
}
