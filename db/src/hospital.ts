import { sql } from 'drizzle-orm'
import type { Client } from 'pg'
import type { Database } from './connect.ts'
import { type Logins, runTemplate } from './logins.ts'
import { services } from './parts.ts'

/** Makes the place for what the whole hospital has agreed on, and lets each service read it. */
export async function createSettings(owner: Client, logins: Logins): Promise<void> {
  await runTemplate(owner, 'hospital', {})
  for (const service of services) await runTemplate(owner, 'hospital-readers', { login: logins[service].user })
}

/** The zone that was kept at the first start; undefined before it. */
export async function readHospitalZone(owner: Client): Promise<string | undefined> {
  const made = await owner.query(`select where to_regclass('hospital.setting') is not null`)
  if (!made.rowCount) return undefined
  const { rows } = await owner.query<{ value: string }>(`select value from hospital.setting where name = 'time_zone'`)
  return rows[0]?.value
}

/**
 * Keeps the hospital's zone, unless one was kept before.
 * @throws Error when that was another one
 */
export async function keepHospitalZone(owner: Client, timeZone: string): Promise<void> {
  await owner.query(`insert into hospital.setting values ('time_zone', $1) on conflict do nothing`, [timeZone])
  assertSame(await readHospitalZone(owner), timeZone)
}

/**
 * The hospital's zone is kept at its first start: wall-clock hours would silently mean other instants in another one.
 * @throws Error when the configured zone is not the one that was kept
 */
export async function assertHospitalZone(db: Database, timeZone: string): Promise<void> {
  const { rows } = await db.execute<{ value: string }>(sql`select value from hospital.setting where name = 'time_zone'`)
  assertSame(rows[0]?.value, timeZone)
}

function assertSame(kept: string | undefined, timeZone: string): void {
  if (kept === undefined || kept === timeZone) return
  throw new Error(
    `HOSPITAL_TZ is ${timeZone}, but this hospital was started in ${kept} and its hours were entered in that zone: set HOSPITAL_TZ=${kept}`,
  )
}
