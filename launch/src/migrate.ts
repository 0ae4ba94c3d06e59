import { migrate } from '@wardline/db/migrate'
import { readMigrateConfig } from '@wardline/kit/config'

/** Brings the database of a deployment up to date: a step of its own, with the owner's address; the parts never migrate. */
try {
  await migrate(readMigrateConfig(process.env))
  console.log('The database is up to date.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
