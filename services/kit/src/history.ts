import type { Database, Transaction } from '@wardline/db/connect'
import { asc, inArray } from 'drizzle-orm'
import { type Static, t } from 'elysia'
import { Instant, Nullable, Uuid } from './schema.ts'
import type { Changes, HistoryTable } from './tables.ts'

/** One change as a service answers it: who, when and what, as `{field: [before, after]}`. */
export const HistoryItem = t.Object({
  at: Instant,
  version: t.Integer(),
  actorId: Nullable(Uuid),
  action: t.String(),
  changes: t.Record(t.String(), t.Tuple([t.Unknown(), t.Unknown()])),
  reason: Nullable(t.String()),
})
export type HistoryItem = Static<typeof HistoryItem>

/** One change of one record. */
export interface HistoryEntry {
  entityId: string
  version: number
  at: Date
  actorId: string | null
  action: string
  changes: Changes
  reason?: string | null
}

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : (value ?? null))

/** The fields that differ, as `{field: [before, after]}`; bookkeeping columns are left out. */
export function changesBetween(before: Record<string, unknown>, after: Record<string, unknown>): Changes {
  const changes: Changes = {}
  for (const field of Object.keys(after)) {
    if (['id', 'version', 'createdAt', 'updatedAt'].includes(field)) continue
    const [from, to] = [plain(before[field]), plain(after[field])]
    if (!Bun.deepEquals(from, to)) changes[field] = [from, to]
  }
  return changes
}

export const writeHistory = (tx: Transaction, table: HistoryTable, entries: HistoryEntry[]) =>
  entries.length ? tx.insert(table).values(entries) : Promise.resolve()

/** Every change of a record, or of several that belong together, oldest first, as it goes over the wire. */
export async function historyItems(
  db: Database,
  table: HistoryTable,
  entityIds: string | string[],
): Promise<HistoryItem[]> {
  const rows = await db
    .select()
    .from(table)
    .where(inArray(table.entityId, [entityIds].flat()))
    .orderBy(asc(table.id))
  return rows.map(({ at, version, actorId, action, changes, reason }) => ({
    at: at.toISOString(),
    version,
    actorId,
    action,
    changes,
    reason,
  }))
}
