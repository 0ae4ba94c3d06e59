import { stopTestServer } from '@wardline/db/testing-server'
import { type BookingHospital, daysFrom, startBookingHospital } from './booking-hospital.ts'
import { createFigures, type Figures, median, percentile } from './figures.ts'

/**
 * `bun run bench:booking [rows]`: the figures of the scheduling issue. Ratios within this run are what counts;
 * the clients, Postgres and the hospital share one machine.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const fewRows = 10_000

const figures = createFigures()

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, answer: T]> {
  const start = performance.now()
  const answer = await work()
  return [performance.now() - start, answer]
}

/** Everybody wants the same slot at once. */
async function measureRace(hospital: BookingHospital): Promise<void> {
  const doctorId = await hospital.newDoctor()
  const patients = hospital.patientIds.slice(0, 100)
  const answers = await Promise.all(
    patients.map((patientId) => timed(() => hospital.book({ patientId, doctorId, startsAt: hospital.slot(0) }))),
  )
  const booked = answers.filter(([, { status }]) => status === 201).length
  const refused = answers.filter(([, { kind }]) => kind === 'doctor-busy').length
  const slowest = Math.max(...answers.map(([milliseconds]) => milliseconds))
  figures.report('100 bookings of one slot at once: 201', booked, '', '1', booked === 1)
  figures.report('  409 doctor-busy', refused, '', '99', refused === 99)
  figures.report('  the slowest', slowest, ' ms', '< 1000 ms', slowest < 1000)
}

const random = (below: number) => Math.floor(Math.random() * below)

/** Many desks book at random, so that many ask for what is taken. */
async function measureCrowd(hospital: BookingHospital, to: Figures): Promise<void> {
  const doctors = await Promise.all(Array.from({ length: 20 }, hospital.newDoctor))
  const latencies: number[] = []
  const statuses = new Map<string, number>()
  let left = 1000
  const desk = async () => {
    while (left-- > 0) {
      const patientId = hospital.patientIds[random(300)] as string
      const wanted = { patientId, doctorId: doctors[random(20)] as string, startsAt: hospital.slot(random(80)) }
      const [milliseconds, { status, kind }] = await timed(() => hospital.book(wanted))
      latencies.push(milliseconds)
      const outcome = kind ?? String(status)
      statuses.set(outcome, (statuses.get(outcome) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 64 }, desk))
  console.log(`  ${[...statuses].map(([outcome, count]) => `${count} × ${outcome}`).join(', ')}`)
  const expected = ['201', 'doctor-busy', 'patient-busy']
  const unexpected = [...statuses.keys()].filter((outcome) => !expected.includes(outcome))
  const overlaps = await hospital.overlaps()
  const p99 = percentile(latencies, 0.99)
  to.report('1,000 bookings by 64 clients: overlaps', overlaps, '', '0', overlaps === 0)
  to.report('  answers that are neither 201 nor busy', unexpected.length, '', '0', unexpected.length === 0)
  to.report('  p99', p99, ' ms', '≤ 150 ms', p99 <= 150)
}

/** What one desk waits for: a doctor's day, the board, a booking; medians of many. */
async function measureDesk(hospital: BookingHospital, from: number) {
  const sample = async (count: number, work: (index: number) => Promise<unknown>) => {
    for (let index = 0; index < 5; index++) await work(index)
    const latencies: number[] = []
    for (let index = 5; index < count + 5; index++) latencies.push((await timed(() => work(index)))[0])
    return median(latencies)
  }
  return {
    'a doctor’s day': await sample(200, (index) => hospital.doctorsDay(index)),
    'the board': await sample(60, () => hospital.board()),
    'a booking': await sample(150, async (index) => {
      const { status, kind } = await hospital.bookFree(from + index)
      if (status !== 201) throw new Error(`not booked: ${status} ${kind}`)
    }),
  }
}

async function measureGrowth(hospital: BookingHospital): Promise<void> {
  await hospital.fill(fewRows)
  const few = await measureDesk(hospital, 0)
  const [milliseconds] = await timed(() => hospital.fill(rows))
  console.log(`  ${rows} appointments, filled in ${Math.round(milliseconds / 1000)} s`)
  const many = await measureDesk(hospital, 200)
  for (const name of Object.keys(few) as (keyof typeof few)[]) {
    const ratio = many[name] / few[name]
    console.log(`  ${name}: ${few[name].toFixed(1)} ms, then ${many[name].toFixed(1)} ms`)
    figures.report(`${name}, ${rows} rows to ${fewRows}`, ratio, ' ×', '≤ 1.5 ×', ratio <= 1.5)
  }
}

/** The earliest slots of a specialty, with 200 doctors and 14 days. */
async function measureSlots(hospital: BookingHospital): Promise<void> {
  const search = () => hospital.earliest(daysFrom(14))
  for (let index = 0; index < 3; index++) await search()
  const latencies: number[] = []
  for (let index = 0; index < 30; index++) latencies.push((await timed(search))[0])
  const worst = percentile(latencies, 0.95)
  figures.report('earliest slots of 200 doctors in 14 days, p95', worst, ' ms', '< 150 ms', worst < 150)
}

const hospital = await startBookingHospital()
try {
  await measureRace(hospital)
  // The first thousand is compiled as it goes; a hospital is not started for each morning's rush.
  await measureCrowd(hospital, createFigures())
  await measureCrowd(hospital, figures)
  await measureGrowth(hospital)
  await measureSlots(hospital)
} finally {
  await hospital.stop()
  await stopTestServer()
}
process.exit(figures.print() ? 0 : 1)
