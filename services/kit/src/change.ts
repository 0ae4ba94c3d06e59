import type { Transaction } from '@wardline/db/connect'
import type { SQL } from 'drizzle-orm'
import { apply, inserting } from './bulk.ts'
import type { EventIds, EventType } from './events.ts'
import { changesBetween } from './history.ts'
import type { HistoryTable, OutboxTable } from './tables.ts'

/** Who acts, and when. */
export interface Author {
  /** Null when the system itself acts. */
  actorId: string | null
  at: Date
}

/** A record as its history keeps it. */
type Recorded = Record<string, unknown>

/** True when a write would change something; one that would not leaves no version, no history and no event. */
export const isChange = (before: Recorded, after: Recorded): boolean =>
  Object.keys(changesBetween(before, after)).length > 0

/** A change of a record, as its history and its subscribers are told of it. */
export interface Change {
  /** Undefined for a new record. */
  before: Recorded | undefined
  after: Recorded & { id: string; version: number }
  action: string
  type: EventType
  ids: EventIds
  author: Author
  reason?: string | null
}

/** The writes that belong to every change of a record, the history entry and the event, to be applied in its transaction. */
export function recording(tables: { history: HistoryTable; outbox: OutboxTable }, change: Change): SQL[] {
  const { before = {}, after, action, type, ids, author, reason = null } = change
  const { actorId, at } = author
  const { id: entityId, version } = after
  const changes = changesBetween(before, after)
  return [
    inserting(tables.history, [{ entityId, version, at, actorId, action, changes, reason }]),
    inserting(tables.outbox, [{ id: Bun.randomUUIDv7(), type, version, at, actorId, ids, nextAt: at }]),
  ]
}

/** Writes what belongs to every change of a record. */
export const recordChange = (
  tx: Transaction,
  tables: { history: HistoryTable; outbox: OutboxTable },
  change: Change,
): Promise<void> => apply(tx, recording(tables, change))
