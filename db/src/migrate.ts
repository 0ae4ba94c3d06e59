import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import { createSettings, keepHospitalZone } from './hospital.ts'
import { createLogins, type Logins, runTemplate } from './logins.ts'
import { type Service, services } from './parts.ts'

export interface MigrateOptions {
  /** The database's owner, or a superuser. */
  url: string
  logins: Logins
  /** IANA zone of the hospital's wall clock, kept at the first start; absent: none is kept nor compared (tests). */
  timeZone?: string | undefined
}

/** "WARD", as a number. Held while migrating, so that a second migrator waits and then finds nothing to do. */
const migrationLock = 0x57415244

/**
 * Brings the database up to date: extensions, logins, the hospital's zone, each service's tables and rights, BullMQ's schema. Idempotent.
 * @throws Error when the hospital was started in another zone, before any table is touched
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const owner = new Client({
    connectionString: options.url,
    application_name: 'wardline-migrate',
    connectionTimeoutMillis: 5_000,
    lock_timeout: 60_000,
  })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock($1)', [migrationLock])
    await owner.query('set search_path = public, extensions')
    const { rows } = await owner.query<{ database: string }>('select current_database() as database')
    const database = rows[0]?.database ?? ''
    await runTemplate(owner, 'extensions', {})
    await createLogins(owner, database, options.logins)
    await createSettings(owner, options.logins)
    if (options.timeZone) await keepHospitalZone(owner, options.timeZone)
    for (const service of services) await migrateService(owner, service, options.logins[service].user)
    await migrateQueues(owner, database, options.logins.notification.user)
  } finally {
    await owner.end()
  }
}

async function migrateService(owner: Client, service: Service, login: string): Promise<void> {
  const migrationsFolder = fileURLToPath(new URL(`../migrations/${service}`, import.meta.url))
  const hasMigrations = await stat(`${migrationsFolder}/meta/_journal.json`).catch(() => undefined)
  if (!hasMigrations) return
  try {
    await runMigrations(drizzle(owner), { migrationsFolder, migrationsSchema: 'drizzle', migrationsTable: service })
    await runTemplate(owner, 'grants', { schema: service, login })
  } catch (cause) {
    throw new Error(`the migration of ${service} failed: ${innermost(cause)}`, { cause })
  }
}

/** The notification login owns BullMQ's tables (grants alone are not enough for it), and creates them itself. */
async function migrateQueues(owner: Client, database: string, login: string): Promise<void> {
  // Loaded here, since it takes as long as everything else together.
  const { LATEST_SCHEMA_VERSION, runMigrations: migrateBullmq } = await import('bullmq')
  const ledger = await owner.query<{ table: string | null }>(`select to_regclass('bullmq.migration') as table`)
  if (ledger.rows[0]?.table) {
    const current = await owner.query<{ version: number }>('select max(version) as version from bullmq.migration')
    if ((current.rows[0]?.version ?? 0) >= LATEST_SCHEMA_VERSION) return
  }
  const user = owner.escapeIdentifier(login)
  const place = owner.escapeIdentifier(database)
  await owner.query(`grant create on database ${place} to ${user}`)
  try {
    await owner.query(`set role ${user}`)
    await migrateBullmq(owner, 'bullmq')
  } finally {
    await owner.query('reset role')
    await owner.query(`revoke create on database ${place} from ${user}`)
  }
}

function innermost(error: unknown): string {
  if (error instanceof Error) return error.cause === undefined ? error.message : innermost(error.cause)
  return String(error)
}
