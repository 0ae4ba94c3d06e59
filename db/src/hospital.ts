import { sql } from 'drizzle-orm'
import type { Database } from './connect.ts'

/**
 * The hospital's zone is kept at its first start: wall-clock hours would silently mean other instants in another one.
 * @throws Error when the configured zone is not the one that was kept
 */
export async function assertHospitalZone(db: Database, timeZone: string): Promise<void> {
  const { rows } = await db.execute<{ value: string }>(sql`select value from hospital.setting where name = 'time_zone'`)
  const kept = rows[0]?.value
  if (kept && kept !== timeZone)
    throw new Error(`HOSPITAL_TZ is ${timeZone}, but this hospital was started in ${kept}; its hours were entered in that zone.`)
}
