import type { Database } from '@wardline/db/connect'
import { sql } from 'drizzle-orm'
import { workers } from '../tables.ts'

/** How often a worker says that it is there, in milliseconds. */
export const beatMs = 1000

/** Says that a worker is alive, on the database's clock: the machines' own may differ. Long-gone workers are forgotten. */
export async function beat(db: Database, workerId: string): Promise<void> {
  await db.execute(sql`
    with gone as (delete from ${workers} where seen_at < clock_timestamp() - interval '1 day')
    insert into ${workers} (id, started_at, seen_at) values (${workerId}, clock_timestamp(), clock_timestamp())
    on conflict (id) do update set seen_at = excluded.seen_at`)
}
