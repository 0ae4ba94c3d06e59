import type { Static } from 'elysia'
import type { Ack, Notification, Sender } from '../model.ts'
import { escalationKind } from '../rules.ts'
import type { NotificationRow } from '../tables.ts'
import { escalationTitle } from '../telling/compose.ts'

export const ackView = (row: Pick<NotificationRow, 'ackDueAt' | 'ackAt' | 'ackBy'>): Static<typeof Ack> | null =>
  row.ackDueAt && { dueAt: row.ackDueAt.toISOString(), at: row.ackAt?.toISOString() ?? null, by: row.ackBy }

/** What is read: an escalation says who did not answer before the alert's own words. */
export const wordsOf = ({ kind, title, body, lead }: Pick<NotificationRow, 'kind' | 'title' | 'body' | 'lead'>) => ({
  title: kind === escalationKind ? escalationTitle(title) : title,
  body: lead === null ? body : `${lead}\n\n${body}`,
})

export const senderOf = ({ senderId, senderName }: Pick<NotificationRow, 'senderId' | 'senderName'>): Sender | null =>
  senderId === null || senderName === null ? null : { id: senderId, name: senderName }

/** A row as it goes over the wire. */
export const view = (row: NotificationRow): Notification => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  batchId: row.batchId,
  userId: row.userId,
  sender: senderOf(row),
  kind: row.kind,
  ...wordsOf(row),
  severity: row.severity,
  link: row.link,
  data: row.data,
  readAt: row.readAt?.toISOString() ?? null,
  ack: ackView(row),
  status: row.status,
  seq: row.seq,
  alertId: row.alertId,
  ownerId: row.ownerId,
  declinedAt: row.declinedAt?.toISOString() ?? null,
  repeats: row.repeats,
})
