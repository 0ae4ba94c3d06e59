import { readHospitalZone } from '@wardline/db/hospital'
import { withClient } from '@wardline/db/postmaster'
import { readLaunchConfig, readMigrateConfig } from '@wardline/kit/config'
import { parts } from '@wardline/kit/parts'
import { clearHalfFilled, fillDemo } from './demo.ts'
import { databaseUrlsOf, environmentOf, type Prepared } from './environment.ts'
import { keysOf, loadSecrets } from './secrets.ts'
import { StepFailed } from './step.ts'

/**
 * Prepares the database: secrets, Postgres unless one is given, logins, migrations, the demo hospital.
 * A process of its own, so that what it loads does not stay in the launcher's memory; Postgres outlives it.
 */
async function prepare(): Promise<Prepared> {
  const config = readLaunchConfig(process.env)
  const secrets = await loadSecrets(config.dataDir)
  const embedded = config.databaseUrl ? undefined : await startEmbedded(config.dataDir, secrets.ownerPassword)
  const ownerUrl = (config.databaseUrl ?? embedded?.url) as string
  const urls = databaseUrlsOf(ownerUrl, config.databaseUrls, secrets.loginPasswords)
  const hospitalTz = config.hospitalTz ?? (await demoZone(ownerUrl))
  const prepared = { databaseUrls: urls, keys: config.keys ?? keysOf(secrets), hospitalTz }
  const env = environmentOf(process.env, config, prepared, parts)

  const { migrate } = await import('@wardline/db/migrate')
  if (config.demo) await clearHalfFilled(ownerUrl)
  await migrate(readMigrateConfig({ ...env, DATABASE_URL: ownerUrl }))
  const own = embedded && { postgresPort: embedded.port }
  return { ...prepared, ...own, isDemo: config.demo && (await fillDemo(ownerUrl, env)) }
}

async function startEmbedded(dataDir: string, password: string) {
  const { startPostgres } = await import('@wardline/db/embedded')
  return startPostgres({ dataDir, password })
}

/** A demo on a machine that has travelled since, or was started with another TZ, stays where it was. */
async function demoZone(ownerUrl: string): Promise<string> {
  return (await withClient(ownerUrl, readHospitalZone)) ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

try {
  const prepared = await prepare()
  process.send?.(prepared)
  process.exit(0)
} catch (error) {
  if (!(error instanceof StepFailed)) console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
