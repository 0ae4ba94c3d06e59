import { stopTestServer } from '@wardline/db/testing-server'
import { listenToSocket, listenToStream } from '@wardline/gateway/testing-streams'
import { createFigures, median, percentile } from './figures.ts'
import { prepareAlerts, prepareRace, startBusyHospital } from './hospital.ts'
import { generator, load, type Measured } from './load.ts'
import { memoryOf } from './processes.ts'

/**
 * `bun run bench [patients]`: the figures of the first issue. Ratios within this run are what counts;
 * the load generator, Postgres and the hospital share one machine.
 */
const patients = Number(process.argv[2] ?? 10_000)
const seconds = 5
const rounds = 3

const figures = createFigures()
const { report } = figures

function assertAnswered({ failed }: Measured): void {
  if (failed) throw new Error(`${failed} requests were not answered with success`)
}

/** What the machine can do at best: measured in turn with what is compared to it, because it drifts. */
const hello = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('hello') })

async function ratio(origin: string, paths: string[], headers: Record<string, string>): Promise<number> {
  const ratios: number[] = []
  await load(origin, paths, { connections: 32, seconds: 2, headers })
  for (let round = 0; round < rounds; round++) {
    const bare = await load(`${hello.url}`, ['/'], { connections: 32, seconds: 3 })
    const measured = await load(origin, paths, { connections: 32, seconds, headers })
    assertAnswered(measured)
    ratios.push(measured.perSecond / bare.perSecond)
    console.log(`  ${Math.round(measured.perSecond)}/s beside ${Math.round(bare.perSecond)}/s`)
  }
  return median(ratios)
}

type Busy = Awaited<ReturnType<typeof startBusyHospital>>

async function measureMemory(hospital: Busy): Promise<void> {
  await Bun.sleep(3000)
  const all = [...hospital.running.values()].map(({ pid }) => memoryOf(pid))
  const resident = all.reduce((sum, each) => sum + each.resident, 0)
  const proportional = all.reduce((sum, each) => sum + each.proportional, 0)
  report('memory after that work, shared pages counted once', proportional, ' MB', '< 200 MB', proportional < 200)
  report('  with Bun’s own pages counted in each process', resident, ' MB', '', true)
}

async function measureList(hospital: Busy, what: string, paths: string[]): Promise<void> {
  const headers = hospital.receptionist.headers
  const measured: number[] = []
  for (let round = 0; round < rounds; round++) {
    const list = await load(hospital.url, paths, { connections: 32, seconds, headers })
    assertAnswered(list)
    measured.push(list.p99)
  }
  const p99 = median(measured)
  report(`20 appointments with names, ${what}, p99 at 32 connections`, p99, ' ms', '≤ 40 ms', p99 <= 40)
}

/** Lists that nobody else asks for at the same time: each begins some minutes later. */
const differentLists = Array.from({ length: 500 }, (_, index) => {
  const from = new Date(Date.now() - index * 60_000).toISOString()
  return `/appointments?limit=20&from=${from}`
})

async function measureLogins(hospital: Busy, paths: string[]): Promise<void> {
  const { email, password, headers } = hospital.receptionist
  const reads = { connections: 4, seconds: 4, headers }
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const quiet = await load(hospital.url, paths, reads)
    const busy = load(hospital.url, paths, reads)
    const logins = Array.from({ length: 50 }, () =>
      hospital.fetch('/auth/login', { method: 'POST', body: { email, password } }),
    )
    const statuses = (await Promise.all(logins)).map(({ status }) => status)
    if (statuses.some((status) => status !== 200)) throw new Error(`a login failed: ${statuses.join(' ')}`)
    ratios.push((await busy).p99 / quiet.p99)
  }
  const grown = median(ratios)
  report('p99 of reads while 50 log in, against before', grown, '×', '≤ 2×', grown <= 2)
}

/** From the answer to a booking until the doctor's open stream and joined socket both have the alert. */
async function measureAlerts(hospital: Busy): Promise<void> {
  const { doctor, bookings } = await prepareAlerts(hospital, 100)
  const [stream, socket] = await Promise.all([
    listenToStream(hospital.url, doctor.token),
    listenToSocket(hospital.url, doctor.headers),
  ])
  await socket.next(({ type }) => type === 'ready')
  socket.say({ type: 'join', userId: doctor.userId })
  await socket.next(({ type }) => (type as string) === 'joined')
  const taken: number[] = []
  for (const book of bookings) {
    const id = await book()
    const answeredAt = performance.now()
    const isIt = ({ data }: { data: unknown }) =>
      (data as { data?: { appointmentId?: string } } | undefined)?.data?.appointmentId === id
    await Promise.all([stream.next(isIt), socket.next(isIt)])
    taken.push(performance.now() - answeredAt)
  }
  stream.close()
  socket.close()
  const p99 = percentile(taken, 0.99)
  report('booking’s 201 to the doctor’s stream and socket, p99', p99, ' ms', '≤ 100 ms', p99 <= 100)
}

/** One slot, asked for a hundred times at once. */
async function measureRace(hospital: Busy): Promise<void> {
  const slowest: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { attempts } = await prepareRace(hospital, 100)
    const started = performance.now()
    const times: number[] = []
    const statuses = await Promise.all(
      attempts.map(async (attempt) => {
        const status = await attempt()
        times.push(performance.now() - started)
        return status
      }),
    )
    if (statuses.filter((status) => status === 201).length !== 1) throw new Error('not exactly one booking')
    slowest.push(Math.max(...times))
  }
  const worst = Math.max(...slowest)
  report('100 bookings of one slot at once, the slowest', worst, ' ms', '< 1000 ms', worst < 1000)
}

console.log(`${patients} patients, ${rounds} rounds, load by ${generator}`)
for (const [profile, least] of [
  ['single', 0.12],
  ['split', 0.09],
] as const) {
  console.log(`${profile}: filling`)
  const hospital = await startBusyHospital(profile, patients)
  const paths = hospital.patientIds.slice(0, 500).map((id) => `/patients/${id}`)
  const share = await ratio(hospital.url, paths, hospital.receptionist.headers)
  report(`GET /patients/:id, ${profile}, of a bare hello`, share, '', `≥ ${least}`, share >= least)
  if (profile === 'single') {
    await measureList(hospital, 'one list', ['/appointments?limit=20'])
    await measureList(hospital, 'different ones', differentLists)
    await measureLogins(hospital, paths)
    await measureAlerts(hospital)
    await measureRace(hospital)
    await measureMemory(hospital)
  }
  await hospital.stop()
}
hello.stop(true)
await stopTestServer()

process.exit(figures.print() ? 0 : 1)
