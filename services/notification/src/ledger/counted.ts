import { ne, sql } from 'drizzle-orm'
import { type Cause, canaryUserId } from '../rules.ts'
import { deliveries } from '../tables.ts'

/** Deliveries to people: a canary that does not arrive raises an alarm, and is nobody's message. */
export const isCounted = ne(deliveries.userId, canaryUserId)

/** Under which cause a failed delivery is listed, and found again by a filter. */
export const whyOf = sql<Cause>`coalesce(${deliveries.cause}, 'unexpected')`
