import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeHome } from '@wardline/db/cluster'
import { type EmbeddedPostgres, startPostgres } from '@wardline/db/embedded'
import { withClient } from '@wardline/db/postmaster'
import { loadSecrets } from './secrets.ts'
import { supervise } from './supervise.ts'

setDefaultTimeout(60_000)

const dataDir = await mkdtemp(join(tmpdir(), 'wardline-postgres-'))
let postgres: EmbeddedPostgres | undefined
afterAll(async () => {
  await postgres?.stop()
  await removeHome(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})

const pidOf = ({ url }: EmbeddedPostgres) =>
  withClient(url, async (client) => {
    const { rows } = await client.query("select (pg_read_file('postmaster.pid'))::text as lock")
    return Number(rows[0].lock.split('\n')[0])
  })

test('the embedded Postgres that is killed comes again, where the others look for it', async () => {
  const { ownerPassword: password } = await loadSecrets(dataDir)
  postgres = await startPostgres({ dataDir, password })
  const command = [Bun.fileURLToPath(new URL('postgres.ts', import.meta.url)), `${postgres.port}`]
  const env = { ...process.env, DATA_DIR: dataDir }
  const reports: string[] = []
  const supervisor = supervise([{ name: 'postgres', command, env }], {
    graceMs: 1000,
    report: (line) => reports.push(line),
  })
  await supervisor.ready
  const killed = await pidOf(postgres)
  process.kill(killed, 'SIGKILL')
  let pid: number | undefined
  for (const end = Date.now() + 30_000; !pid && Date.now() < end; await Bun.sleep(50))
    pid = await pidOf(postgres).catch(() => undefined)
  expect([pid !== undefined, pid !== killed, reports]).toEqual([
    true,
    true,
    ['postgres ended (1); it starts again in 250 ms'],
  ])
  await supervisor.stop()
  expect(await pidOf(postgres)).toBe(pid as number)
})
