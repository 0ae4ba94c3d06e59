import type { ListeningHospital } from './alerts-hospital.ts'
import { sendEvenly } from './alerts-pace.ts'
import { inWords, type Readers } from './alerts-readers.ts'
import { wallClock } from './alerts-stream.ts'
import { type Figures, median } from './figures.ts'

const singleEveryMs = 50

interface Round {
  /** From the request until the last of its recipients had it. */
  wide: number
  /** The slowest of the single alerts that were due meanwhile. */
  single: number
}

/** One send to many while single alerts go on. Its title is a number below 0, theirs count from 0. */
async function measureRound(
  hospital: ListeningHospital,
  { crowd, watchers, size, title }: { crowd: Readers; watchers: Readers; size: number; title: number },
): Promise<Round> {
  // Half of those who watch are among the many: their rows are held while a set is written.
  const among = watchers.users.slice(0, watchers.users.length / 2)
  const wide = [...crowd.users.slice(0, size - among.length), ...among].map(({ id }) => id)
  await Promise.all([crowd.collect(), watchers.collect()])
  let isOver = false
  const toOne = (n: number) => hospital.send([watchers.users[n % watchers.users.length]?.id as string], n)
  const singles = sendEvenly(singleEveryMs, toOne, () => !isOver)
  await Bun.sleep(10 * singleEveryMs)

  const sentAt = wallClock()
  const batchId = await hospital.send(wide, title)
  const answered = wallClock() - sentAt
  await crowd.expect(wide.length - among.length, 20_000)
  isOver = true
  const due = await singles
  await watchers.expect(among.length + due.length, 5000)
  const [far, near] = await Promise.all([crowd.collect(), watchers.collect()])

  const received = [...far.arrivals, ...near.arrivals].filter(({ n }) => n === title)
  const { rows } = await hospital.sql.query<{ count: number }>(
    'select count(*)::integer as count from notification.notification where batch_id = $1',
    [batchId],
  )
  const faults = inWords({ ...far.faults, ...near.faults })
  if (received.length !== wide.length || rows[0]?.count !== wide.length || faults)
    throw new Error(`of ${wide.length} ${rows[0]?.count} were stored, ${received.length} received; ${faults}`)
  const lastAt = Math.max(...received.map(({ receivedAt }) => receivedAt))
  const alone = near.arrivals.filter(({ n }) => n >= 0)
  if (alone.length !== due.length) throw new Error(`of ${due.length} single alerts ${alone.length} were received`)
  const meanwhile = alone
    .map(({ n, createdAt, receivedAt }) => ({ at: due[n] as number, createdAt, receivedAt }))
    .filter(({ at }) => at >= sentAt - singleEveryMs && at <= lastAt)
  const slowest = Math.max(...meanwhile.map(({ at, receivedAt }) => receivedAt - at))
  const afterCommit = Math.max(...meanwhile.map(({ createdAt, receivedAt }) => receivedAt - createdAt))
  console.log(
    `  answered after ${answered.toFixed(0)} ms, with the last after ${(lastAt - sentAt).toFixed(0)} ms; slowest of ` +
      `${meanwhile.length} single alerts ${slowest.toFixed(1)} ms, from commit ${afterCommit.toFixed(1)} ms`,
  )
  return { wide: lastAt - sentAt, single: slowest }
}

/** A send to many connected users, and what becomes of single alerts while it runs. */
export async function measureFanout(
  hospital: ListeningHospital,
  readers: { crowd: Readers; watchers: Readers; size: number },
  rounds: number,
  figures: Figures,
): Promise<void> {
  const measured: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    measured.push(await measureRound(hospital, { ...readers, title: -round }))
    await Bun.sleep(1000)
  }
  const { size } = readers
  const [wide, single] = [measured.map((each) => each.wide), measured.map((each) => each.single)]
  const [widest, slowest] = [Math.max(...wide), Math.max(...single)]
  const isWhole = size === 5000
  figures.report(`a send to ${size}: request to the last, median`, median(wide), ' ms', '', true)
  figures.report('  the worst round', widest, ' ms', '≤ 2000 ms', isWhole && widest <= 2000)
  figures.report('  single alerts meanwhile, slowest of a round, median', median(single), ' ms', '', true)
  figures.report('  the slowest of all', slowest, ' ms', '≤ 100 ms', isWhole && slowest <= 100)
}
