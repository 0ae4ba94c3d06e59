import { closingLine } from '../src/check/tally.ts'
import { cases } from './cases.ts'
import { type Hospital, type Profile, startHospital } from './hospital.ts'
import { heading, line, type Outcome, tally, uncounted, writePage } from './report.ts'
import { type Case, type Form, openStage } from './stage.ts'
import { seconds, within } from './waiting.ts'

/**
 * `bun run faults [--short] [--write] [words of a case's name]`: real processes, killed, frozen, cut off and lied to,
 * and an account of every message that was accepted meanwhile. `--report=<file>` counts the cases for the check.
 */
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const form: Form = options.includes('--short') ? 'short' : 'long'
const report = options.find((option) => option.startsWith('--report='))?.slice('--report='.length)
const stopMs = 20_000
const caseMs = { short: 120_000, long: 300_000 }[form]

const missing = { Redis: 'there is no redis-server on this machine', Postgres: 'queues are not on Postgres here' }

async function play(one: Case, hospital: Hospital): Promise<Outcome> {
  const where = `${hospital.profile}, ${hospital.engine.name}`
  const known = { name: one.name, holds: one.holds, where }
  if (one.engine && one.engine !== hospital.engine.name)
    return { ...known, skipped: missing[one.engine], counts: uncounted, notes: [], failures: [], tookMs: 0 }
  const startedAt = performance.now()
  const falls = hospital.falls()
  const failures: string[] = []
  const attempt = (work: Promise<unknown>) =>
    work.catch((error) => void failures.push(error instanceof Error ? error.message : String(error)))
  const stage = await openStage(hospital, form)
  await attempt(within(one.run(stage), caseMs, 'the case ends'))
  await attempt(within(hospital.recover(), caseMs, 'the hospital is whole again'))
  await attempt(within(stage.close(), caseMs, 'everything is counted'))
  const fallen = hospital.falls() - falls
  if (fallen) stage.note(`${fallen} processes ended by themselves and were started again`)
  return { ...known, counts: stage.book.counted, notes: stage.notes, failures, tookMs: performance.now() - startedAt }
}

/** One after the other; in the short form those that break nothing go together. */
function inTurn(mine: readonly Case[]): Case[][] {
  const beside = form === 'short' ? mine.filter(({ isCalm }) => isCalm) : []
  return mine.flatMap((one) => (beside.includes(one) ? (one === beside[0] ? [beside] : []) : [[one]]))
}

async function playAll(profile: Profile): Promise<Outcome[]> {
  const isMeant = ({ on, name }: Case) => on[form].includes(profile) && words.every((word) => name.includes(word))
  const mine = cases.filter(isMeant)
  if (mine.length === 0) return []
  const startedAt = performance.now()
  const hospital = await startHospital(profile, profile === 'split' ? 'Redis' : 'Postgres')
  console.log(`${profile} on ${hospital.engine.name} is up after ${seconds(performance.now() - startedAt)}`)
  const outcomes: Outcome[] = []
  try {
    for (const together of inTurn(mine)) {
      const played = together.map(async (one) => {
        const outcome = await play(one, hospital)
        outcomes.push(outcome)
        console.log(line(outcome))
      })
      await Promise.all(played)
    }
  } finally {
    // Whatever does not end then is ended when we do.
    await within(hospital.stop(), stopMs, `${profile} is stopped`).catch((error) => console.error(error.message))
  }
  return outcomes
}

const profiles = ['split', 'single'] as const
const startedAt = performance.now()
const outcomes: Outcome[] = []
// In the short form side by side: most of the time is waiting for what must come about by itself.
if (form === 'short') outcomes.push(...(await Promise.all(profiles.map(playAll))).flat())
else for (const profile of profiles) outcomes.push(...(await playAll(profile)))
const tookMs = performance.now() - startedAt

console.log(`\n${heading}\n${outcomes.map(line).join('\n')}`)
const counted = tally(outcomes)
if (report) await Bun.write(report, JSON.stringify(counted))
if (options.includes('--write')) await writePage(outcomes, form, tookMs)
console.log(`\n${seconds(tookMs)}; ${closingLine(counted)}${counted.skipped ? `, ${counted.skipped} skipped` : ''}`)
process.exit(counted.failed || outcomes.length === 0 ? 1 : 0)
