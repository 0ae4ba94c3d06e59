import type { Static } from 'elysia'
import type { Failure, FailureGroup } from '../model.ts'
import { type Cause, causes } from '../rules.ts'

export type Failed = Static<typeof Failure>

/** Of each group, so many are listed. */
export const listed = 20

/** What failed of one cause, as administrators see it. */
export const group = (
  cause: Cause,
  status: FailureGroup['status'],
  totals: { count: number; oldestAt: Date },
  items: Failed[],
  now: Date,
): FailureGroup => ({
  cause,
  meaning: causes[cause],
  status,
  count: totals.count,
  oldestAt: totals.oldestAt.toISOString(),
  oldestAgeSeconds: Math.max(0, Math.floor((now.getTime() - totals.oldestAt.getTime()) / 1000)),
  items,
})
