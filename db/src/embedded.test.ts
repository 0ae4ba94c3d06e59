import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedFolder } from './binaries.ts'
import { removeHome } from './cluster.ts'
import { type EmbeddedPostgres, mayPass, type PostgresOptions, startPostgres } from './embedded.ts'
import { findPostmaster, isAlive, withClient } from './postmaster.ts'

setDefaultTimeout(30_000)

const password = 'a b/c@d:é'
let dataDir: string
let postgres: EmbeddedPostgres

const value = (sql: string) =>
  withClient(postgres.url, async (client) => Object.values((await client.query(sql)).rows[0] ?? {})[0])
const running = async () => {
  const { location } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
  return { cluster: join(location, 'cluster'), pid: (await findPostmaster(join(location, 'cluster')))?.pid ?? 0 }
}
const start = async (options: Partial<PostgresOptions> = {}) => {
  postgres = await startPostgres({ dataDir, password, ...options })
}

beforeAll(async () => {
  // Only its maker may enter this folder, so that as root the data has to lie elsewhere.
  dataDir = await mkdtemp(join(sharedFolder, 'wardline-embedded-'))
  await start()
  await value('create table kept (n int)')
})

afterAll(async () => {
  await postgres.stop()
  await removeHome(dataDir)
})

describe('a start that failed is tried again', () => {
  const inUse = 'FATAL:  pre-existing shared memory block (key 12, ID 3) is still in use'
  const orphan = 'FATAL:  terminating connection due to unexpected postmaster exit'
  test.each<[string, string[], boolean]>([
    ['while the one before it ends', [inUse], true],
    ['also when its children write after that', [inUse, ...Array.from({ length: 8 }, () => orphan)], true],
    ['but not for what stays as it is', ['FATAL:  data directory has wrong ownership'], false],
  ])('%s', (_, lines, expected) => {
    expect(mayPass(lines.join('\n'))).toBe(expected)
  })
})

describe('embedded Postgres', () => {
  test.each([
    ["select current_database() || ' ' || current_user", 'wardline postgres'],
    [
      "select string_agg(setting, ' ' order by name) from pg_settings where name in ('fsync', 'listen_addresses', 'jit')",
      'on off 127.0.0.1',
    ],
    ["select lower('ÄМ') || upper('é')", 'äмÉ'],
  ])('%s', async (sql, expected) => {
    expect(await value(sql)).toBe(expected)
  })

  test('keeps data, port and password over a stop', async () => {
    await value('insert into kept values (1)')
    const { port } = postgres
    await postgres.stop()
    await start()
    expect(postgres.port).toBe(port)
    expect(await value('select count(*)::int from kept')).toBe(1)
  })

  test('recovers what was committed before kill -9', async () => {
    await value('insert into kept values (2)')
    process.kill((await running()).pid, 'SIGKILL')
    await start()
    expect(await value('select count(*)::int from kept')).toBe(2)
  })

  test('takes over the Postgres of a parent that was killed', async () => {
    await postgres.stop()
    const code = `const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
      await startPostgres(${JSON.stringify({ dataDir, password })}); console.log('started'); setInterval(() => {}, 1000);`
    const parent = Bun.spawn([process.execPath, '-e', code], { stdout: 'pipe' })
    await parent.stdout.getReader().read()
    parent.kill('SIGKILL')
    await parent.exited
    const { pid } = await running()
    await start()
    expect((await running()).pid).toBe(pid)
    await postgres.stop()
    expect((await running()).pid).toBe(0)
    await start()
  })

  test('leaves a stranger alone whose number stands in a stale lock file', async () => {
    const { cluster } = await running()
    await postgres.stop()
    const stranger = Bun.spawn(['sleep', '60'])
    await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n1\n${postgres.port}\n`)
    await start()
    expect(isAlive(stranger.pid)).toBe(true)
    stranger.kill()
  })

  test('two starts at once share one Postgres', async () => {
    await postgres.stop()
    const both = await Promise.all([startPostgres({ dataDir, password }), startPostgres({ dataDir, password })])
    expect(both[0].url).toBe(both[1].url)
    await start()
  })

  test('says what is wrong', async () => {
    await expect(startPostgres({ dataDir, password: 'other' })).rejects.toThrow('made with another password')
    expect(await value('select 1')).toBe(1)
    await postgres.stop()
    const occupant = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
    await expect(start({ port: occupant.port as number })).rejects.toThrow('is taken by another program')
    await occupant.stop(true)
    await start()
  })
})
