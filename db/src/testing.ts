import { allowConnections } from './logins.ts'
import { type Part, parts } from './parts.ts'
import { withClient } from './postmaster.ts'
import { logins, template, testServer, urlOf } from './testing-server.ts'

export interface TestDatabase {
  /** One for each part, with that part's login. */
  urls: Record<Part, string>
  /** A superuser's, of this database. */
  ownerUrl: string
  /** The same superuser's, of another database: for what can't be done from inside. */
  adminUrl: string
  drop(): Promise<void>
}

// At import, since a hook that calls testDatabase() has 5 s by default, and Bun kills what a hook spawned when it is late:
// a busy machine, or the first start after an installation, can take longer. Tests of pure rules don't import this.
await testServer()

let count = 0

/** A new, migrated, empty database, in 50 to 300 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url: adminUrl } = await testServer()
  count += 1
  const name = `test_${count}_${crypto.randomUUID().slice(0, 8)}`
  await withClient(adminUrl, async (admin) => {
    await admin.query(`create database ${name} template ${template}`)
    await allowConnections(admin, name, logins)
  })
  const urls = Object.fromEntries(parts.map((part) => [part, urlOf(adminUrl, name, part)])) as Record<Part, string>
  const drop = () =>
    withClient(adminUrl, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`)))
  return { urls, ownerUrl: urlOf(adminUrl, name), adminUrl, drop }
}
