import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '@wardline/kit/config'
import { startDemoHospital } from './check/demo-hospital.ts'
import { startRedis } from './check/redis.ts'
import {
  add,
  closingLine,
  nothing,
  type Tally,
  tallyOf,
  tallyOfFaults,
  tallyOfJunit,
  tallyOfPlaywright,
  trusted,
} from './check/tally.ts'
import { variableNames } from './variables.ts'
import { isBuilt, webFolder } from './web.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort())

/** Runs a file with this same Bun; its exit code. */
async function run(command: string[], env: Environment, cwd = root): Promise<number> {
  if (ended.signal.aborted) return 1
  const child = Bun.spawn([process.execPath, ...command], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const stop = () => child.kill('SIGTERM')
  ended.signal.addEventListener('abort', stop)
  await child.exited
  ended.signal.removeEventListener('abort', stop)
  return child.exitCode ?? 1
}

const heading = (title: string) => console.log(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}`)
const read = (file: string) => readFile(file, 'utf8').catch(() => '')

async function checkTypes(env: Environment): Promise<Tally> {
  heading('types')
  return tallyOf(await run(['node_modules/typescript/bin/tsc', '-b'], env))
}

async function checkStyle(env: Environment): Promise<Tally> {
  heading('lint')
  return tallyOf(await run(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'], env))
}

/** As many files at once as any machine's cores carry: they wait more than they count. */
const atOnce = 2

async function runTests(env: Environment, folder: string): Promise<Tally> {
  const redis = await Promise.all(Array.from({ length: atOnce }, () => startRedis()))
  const urls = redis.flatMap((one) => one?.url ?? [])
  const missing = ' (no redis-server here: all that needs Redis is skipped, and split runs on Postgres)'
  heading(`tests${urls.length ? '' : missing}`)
  const report = join(folder, 'junit.xml')
  const options = ['--timeout', '20000', '--reporter=junit', `--reporter-outfile=${report}`]
  // Without a world of its own for each file: nothing here leaves anything behind, and all of it would be loaded each time.
  const side = [`--parallel=${atOnce}`, '--no-isolate']
  try {
    // What an interrupted test leaves behind goes with the folder.
    const given = { ...env, TMPDIR: folder, ...(urls.length && { TEST_REDIS_URL: urls.join(' ') }) }
    const code = await run(['test', ...side, ...options], given)
    return trusted(tallyOfJunit(await read(report)) ?? nothing, code)
  } finally {
    await Promise.all(redis.map((one) => one?.stop()))
  }
}

async function runFaults(env: Environment, folder: string): Promise<Tally> {
  heading('faults, in the short form')
  const report = join(folder, 'faults.json')
  const code = await run(
    [fileURLToPath(new URL('../faults/run.ts', import.meta.url)), '--short', `--report=${report}`],
    env,
  )
  return trusted(tallyOfFaults(await read(report)) ?? nothing, code)
}

async function buildWeb(env: Environment): Promise<Tally> {
  heading('web app')
  if (await isBuilt()) return tallyOf(0)
  return tallyOf(await run([fileURLToPath(new URL('build-web.ts', import.meta.url))], env))
}

async function runJourneys(env: Environment, folder: string): Promise<Tally> {
  heading('journeys in a browser')
  if (ended.signal.aborted) return tallyOf(1)
  const hospital = await startDemoHospital(env)
  if (!hospital) return tallyOf(1)
  const report = join(folder, 'journeys.json')
  try {
    const playwright = ['--bun', 'node_modules/@playwright/test/cli.js', 'test']
    const given = { ...env, BASE_URL: hospital.url, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const code = await run(playwright, given, webFolder)
    return trusted(tallyOfPlaywright(await read(report)) ?? nothing, code)
  } finally {
    await hospital.stop()
  }
}

/** Everything there is to check, on what this machine has; what it needs it starts, and takes away again. */
async function check(): Promise<Tally> {
  const own = new Set(await variableNames())
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)))
  const folder = await mkdtemp(join(tmpdir(), 'wardline-report-'))
  try {
    let total = await checkTypes(env)
    for (const step of [checkStyle, runTests, runFaults, buildWeb, runJourneys])
      total = add(total, await step(env, folder))
    return total
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const total = await check()
if (ended.signal.aborted) {
  console.log('\nInterrupted.')
  process.exit(130)
}
if (total.skipped) console.log(`\n${total.skipped} skipped: see above.`)
if (total.repeated)
  console.log(`\n${total.repeated} passed only when tried again, which is a bug to find: see "flaky" above.`)
console.log(`\n${closingLine(total)}`)
process.exit(total.failed ? 1 : 0)
