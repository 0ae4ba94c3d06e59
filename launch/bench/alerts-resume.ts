import type { ListeningHospital } from './alerts-hospital.ts'
import { countBehind, inWords, type Readers } from './alerts-readers.ts'
import { wallClock } from './alerts-stream.ts'
import type { Figures } from './figures.ts'

/** What is sent to everybody while they are away. */
const missed = 3

async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`${what} took more than a minute`)
    await Bun.sleep(200)
  }
}

/** Everybody leaves, misses something, and comes back at once, each with the position where they left. */
export async function measureResume(
  hospital: ListeningHospital,
  groups: Readers[],
  rounds: number,
  figures: Figures,
): Promise<void> {
  const users = groups.flatMap((group) => group.users)
  const ids = users.map(({ id }) => id)
  const slowest: number[] = []
  let lost = 0
  for (let round = 1; round <= rounds; round++) {
    await Promise.all(groups.map((group) => group.close()))
    await until(async () => (await hospital.streams()) === 0, 'leaving')
    const before = await hospital.seqs(users)
    for (let n = 0; n < missed; n++) await hospital.send(ids, -n)
    await until(async () => {
      const now = await hospital.seqs(users)
      return now.every((seq, index) => seq === (before[index] as number) + missed)
    }, 'a send to everybody')
    await Promise.all(groups.map((group) => group.collect()))

    const startedAt = wallClock()
    await Promise.all(groups.map((group) => group.reopen(60_000)))
    const readyAt = wallClock() - startedAt
    await Promise.all(groups.map((group) => group.expect(group.users.length * missed, 60_000)))
    const collected = await Promise.all(groups.map((group) => group.collect()))
    const arrivals = collected.flatMap((each) => each.arrivals)
    const taken = Math.max(...arrivals.map(({ receivedAt }) => receivedAt)) - startedAt
    const faults = collected.map((each) => inWords(each.faults)).join('')
    for (const {
      faults: { gap = 0, double = 0, reset = 0 },
    } of collected)
      lost += gap + double + reset
    const behind = await Promise.all(groups.map((group) => countBehind(hospital, group)))
    lost += behind.reduce((sum, count) => sum + count, 0) + Math.abs(users.length * missed - arrivals.length)
    console.log(
      `  all ready after ${(readyAt / 1000).toFixed(1)} s, ${arrivals.length} missed ones after ${(taken / 1000).toFixed(1)} s ${faults}`,
    )
    slowest.push(taken)
  }
  const worst = Math.max(...slowest) / 1000
  const isWhole = users.length >= 10_000
  figures.report(`${users.length} reconnects, each resumed, worst round`, worst, ' s', '≤ 15 s', isWhole && worst <= 15)
  figures.report(`  of ${users.length * missed * rounds} missed: lost, doubled or reset`, lost, '', '0', lost === 0)
}
