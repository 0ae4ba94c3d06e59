import type { ListeningHospital } from './alerts-hospital.ts'
import type { Faults } from './alerts-reader.ts'
import { inWords, type Readers } from './alerts-readers.ts'
import { wallClock } from './alerts-stream.ts'
import { type Figures, percentile } from './figures.ts'
import { cpuOf, cpuOfFamily } from './processes.ts'

/**
 * Sends at an even rate, whatever comes back (an open loop): a slow answer holds no later send up, and so hides none.
 * Answers when each was due, from which on whoever waits for it waits.
 */
export async function sendEvenly(
  everyMs: number,
  send: (n: number) => Promise<unknown>,
  goesOn: (n: number) => boolean,
): Promise<number[]> {
  const startedAt = wallClock()
  const due: number[] = []
  const sends: Promise<unknown>[] = []
  for (let n = 0; goesOn(n); n++) {
    const at = startedAt + n * everyMs
    await Bun.sleep(Math.max(0, at - wallClock()))
    due.push(at)
    sends.push(send(n))
  }
  await Promise.all(sends)
  return due
}

const usedBy = ({ gateway, postgres }: ListeningHospital) => ({
  gateway: cpuOf(gateway),
  postgres: cpuOfFamily(postgres),
})

/** Milliseconds at the median, at 90 and at 99 of 100, and the most. */
const spread = (values: number[]) => [0.5, 0.9, 0.99, 1].map((share) => percentile(values, share)?.toFixed(1)).join(' ')

/** Sends to one connected user after the other, and answers what became of it. */
async function sendAlerts(hospital: ListeningHospital, readers: Readers, rate: number, count: number) {
  const { users } = readers
  await readers.collect()
  const refusals: Faults = {}
  const refused = new Set<number>()
  const send = (n: number) =>
    hospital.send([users[n % users.length]?.id as string], n).catch(({ message }: Error) => {
      refusals[message] = (refusals[message] ?? 0) + 1
      refused.add(n)
    })
  const due = await sendEvenly(1000 / rate, send, (n) => n < count)
  await readers.expect(count - refused.size, 5000)
  const { arrivals, faults } = await readers.collect()
  const once = new Set(arrivals.map(({ n }) => n))
  const lost = due.filter((_, n) => !refused.has(n) && !once.has(n)).length
  for (const words of [inWords(faults), inWords(refusals)]) if (words) console.log(`    ${words}`)
  return {
    refused: refused.size,
    /** Lost, or received twice. */
    wrong: lost + arrivals.length - once.size,
    fromCommit: arrivals.map(({ createdAt, receivedAt }) => receivedAt - createdAt),
    fromRequest: arrivals.map(({ n, receivedAt }) => receivedAt - (due[n] as number)),
  }
}

/** Sends at so many a second for some time. */
export async function measurePace(
  hospital: ListeningHospital,
  readers: Readers,
  { rate, seconds, p99Ms }: { rate: number; seconds: number; p99Ms: number },
  figures: Figures,
): Promise<void> {
  const count = rate * seconds
  const before = usedBy(hospital)
  const { refused, wrong, fromCommit, fromRequest } = await sendAlerts(hospital, readers, rate, count)
  const after = usedBy(hospital)
  const each = (name: 'gateway' | 'postgres') => ((after[name] - before[name]) / count).toFixed(2)
  console.log(
    `  ${rate}/s: p50 p90 p99 max from commit ${spread(fromCommit)} ms, from request ${spread(fromRequest)} ms`,
  )
  console.log(`    processor time a send: gateway ${each('gateway')} ms, Postgres ${each('postgres')} ms`)

  const p99 = percentile(fromCommit, 0.99)
  figures.report(`commit to client at ${rate} a second, p99`, p99, ' ms', `≤ ${p99Ms} ms`, p99 <= p99Ms)
  figures.report('  from when the request was due, p99', percentile(fromRequest, 0.99), ' ms', '', true)
  figures.report(`  of ${count} sent: refused`, refused, '', '0', refused === 0)
  figures.report('  of those accepted: lost, or received twice', wrong, '', '0', wrong === 0)
}
