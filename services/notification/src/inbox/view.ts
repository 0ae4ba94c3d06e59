import type { Static } from 'elysia'
import type { Ack, Notification } from '../model.ts'
import type { NotificationRow } from '../tables.ts'

export const ackView = (row: Pick<NotificationRow, 'ackDueAt' | 'ackAt' | 'ackBy'>): Static<typeof Ack> | null =>
  row.ackDueAt && { dueAt: row.ackDueAt.toISOString(), at: row.ackAt?.toISOString() ?? null, by: row.ackBy }

/** A row as it goes over the wire. */
export const view = (row: NotificationRow): Notification => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  batchId: row.batchId,
  userId: row.userId,
  kind: row.kind,
  title: row.title,
  body: row.body,
  severity: row.severity,
  link: row.link,
  data: row.data,
  readAt: row.readAt?.toISOString() ?? null,
  ack: ackView(row),
  status: row.status,
  seq: row.seq,
})
