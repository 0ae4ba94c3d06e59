import { loadavg } from 'node:os'
import { stopTestServer } from '@wardline/db/testing-server'
import { measureFanout } from './alerts-fanout.ts'
import { startListeningHospital } from './alerts-hospital.ts'
import { measurePace } from './alerts-pace.ts'
import { inWords, type Readers, startReaders } from './alerts-readers.ts'
import { measureResume } from './alerts-resume.ts'
import { wallClock } from './alerts-stream.ts'
import { createFigures } from './figures.ts'
import { fileLimitOf, memoryOf, peakMemoryOf } from './processes.ts'

/**
 * `bun run bench:alerts [single|split] [pace]`: the figures of the third issue. Readers, senders, Postgres and the hospital
 * share one machine; Postgres keeps what it writes, but does not wait for the disk. `pace` measures single alerts alone,
 * in a minute instead of four.
 */
const profile = process.argv.includes('split') ? 'split' : 'single'
const isPaceOnly = process.argv.includes('pace')
const wanted = 10_000
const limitNeeded = 16_000
/** Readers of single alerts have a process of their own, so that they do not wait for what the crowd reads. */
const watching = 100

const figures = createFigures()

const ownLimit = fileLimitOf(process.pid)
console.log(`file limit here: ${ownLimit}`)
const hospital = await startListeningHospital(profile, wanted)
const limit = Math.min(ownLimit, fileLimitOf(hospital.gateway))
console.log(`file limit of the gateway: ${fileLimitOf(hospital.gateway)}`)
/** Fewer where the limit is low; said so, and the figures of 10,000 are not reached then. */
const count = limit >= limitNeeded ? wanted : Math.floor((limit * wanted) / limitNeeded)
if (count < wanted) console.log(`10,000 streams need a file limit of ${limitNeeded}: only ${count} are opened`)
const note = (text: string) => {
  const memory = memoryOf(hospital.gateway).resident
  console.log(`${text} (load ${loadavg()[0]?.toFixed(1)}, gateway ${memory.toFixed(0)} MB)`)
}
figures.report('file limit', limit, '', `≥ ${limitNeeded}`, limit >= limitNeeded)

async function openAll(groups: Readers[]): Promise<void> {
  await Bun.sleep(2000)
  const before = memoryOf(hospital.gateway).resident
  const startedAt = wallClock()
  const opened = await Promise.all(
    groups.map((group) => {
      const tokens = group.users.map(({ token }) => token)
      return group.open(hospital.url, tokens, 60_000)
    }),
  )
  const ready = opened.reduce((sum, each) => sum + each, 0)
  console.log(`  ${ready} ready after ${((wallClock() - startedAt) / 1000).toFixed(1)} s`)
  if (isPaceOnly) return
  // Until each was pinged: that takes memory too.
  await Bun.sleep(16_000)
  const [after, streams] = [memoryOf(hospital.gateway).resident, await hospital.streams()]
  const faults = (await Promise.all(groups.map((group) => group.collect())))
    .map((each) => inWords(each.faults))
    .join('')
  console.log(`  ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB with ${streams} streams ${faults}`)
  const isReached = streams === wanted && after < 300
  figures.report(`memory of the gateway with ${streams} streams`, after, ' MB', '< 300 MB, 10000', isReached)
  figures.report('  for each of them', ((after - before) * 1024) / streams, ' KB', '', true)
}

note(`${profile}: opening ${count} streams`)
const users = hospital.users.slice(0, count)
const crowd = startReaders(users.slice(watching))
const watchers = startReaders(users.slice(0, watching))
await openAll([crowd, watchers])

note('single alerts, the first of them to warm up')
const seconds = isPaceOnly ? 12 : 30
await measurePace(hospital, crowd, { rate: 200, seconds: isPaceOnly ? 6 : 15, p99Ms: 0 }, createFigures())
await measurePace(hospital, crowd, { rate: 200, seconds, p99Ms: 25 }, figures)
await measurePace(hospital, crowd, { rate: 500, seconds, p99Ms: 75 }, figures)

async function measureMany(): Promise<void> {
  const size = Math.min(5000, Math.floor(count / 2))
  note(`sends to ${size}`)
  await measureFanout(hospital, { crowd, watchers, size }, 5, figures)

  note('reconnects')
  await measureResume(hospital, [crowd, watchers], 3, figures)
  figures.report('memory of the gateway after all of that', memoryOf(hospital.gateway).resident, ' MB', '', true)
  figures.report('  the most it ever held', peakMemoryOf(hospital.gateway), ' MB', '', true)
}
if (!isPaceOnly) await measureMany()

note('over')
await Promise.all([crowd.stop(), watchers.stop()])
await hospital.stop()
await stopTestServer()
process.exit(figures.print() ? 0 : 1)
