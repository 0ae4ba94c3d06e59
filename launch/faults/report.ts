import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Tally } from '../src/check/tally.ts'
import type { Counts } from './book.ts'
import type { Form } from './stage.ts'
import { seconds } from './waiting.ts'

/** What came of one case in one place. */
export interface Outcome {
  name: string
  holds: string
  /** Profile and engine. */
  where: string
  /** Why it was not tried; undefined: it was. */
  skipped?: string
  counts: Counts
  notes: readonly string[]
  failures: readonly string[]
  tookMs: number
}

export const uncounted: Counts = { accepted: 0, delivered: 0, duplicated: 0, unknown: 0, lost: 0, reset: 0 }
const columns = Object.keys(uncounted) as (keyof Counts)[]

const said = ({ skipped, notes, failures }: Outcome): string =>
  skipped ? `skipped: ${skipped}` : [...failures.map((failure) => `BROKEN: ${failure}`), ...notes].join('; ')

/** One line of the terminal's table. */
export function line(outcome: Outcome): string {
  const { name, where, counts, failures, skipped, tookMs } = outcome
  const verdict = skipped ? ' -- ' : failures.length ? 'FAIL' : ' ok '
  const numbers = columns.map((column) => String(counts[column]).padStart(column.length)).join('  ')
  return `${verdict}  ${name.padEnd(50)}  ${where.padEnd(18)}  ${numbers}  ${seconds(tookMs).padStart(7)}  ${said(outcome)}`
}

export const heading = `      ${'fault'.padEnd(50)}  ${'where'.padEnd(18)}  ${columns.join('  ')}     took`

export function tally(outcomes: readonly Outcome[]): Tally {
  const skipped = outcomes.filter((outcome) => outcome.skipped).length
  const failed = outcomes.filter(({ failures }) => failures.length > 0).length
  return { passed: outcomes.length - failed - skipped, failed, skipped, repeated: 0 }
}

const page = fileURLToPath(new URL('../../docs/faults.md', import.meta.url))
const [begin, end] = ['<!-- made by `bun run faults --write` -->', '<!-- the end of what it made -->']

const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`

/** Writes the table into the page, between its marks. */
export async function writePage(outcomes: readonly Outcome[], form: Form, tookMs: number): Promise<void> {
  const sum = (column: keyof Counts) => outcomes.reduce((total, { counts }) => total + counts[column], 0)
  const lines = [
    `${form === 'long' ? 'Long' : 'Short'} form on ${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores,`,
    `${[...new Set(outcomes.map(({ where }) => where))].join(' and ')}: ${outcomes.length} cases in ${Math.round(tookMs / 1000)} s.`,
    '',
    row(['fault', 'where', ...columns, 'seen']),
    row(['---', '---', ...columns.map(() => '--:'), '---']),
    ...outcomes.map((outcome) =>
      row([outcome.name, outcome.where, ...columns.map((column) => outcome.counts[column]), said(outcome)]),
    ),
    row(['**all**', '', ...columns.map((column) => `**${sum(column)}**`), '']),
    '',
    'What must hold:',
    '',
    ...[...new Map(outcomes.map(({ name, holds }) => [name, holds]))].map(([name, holds]) => `- *${name}*: ${holds}`),
  ]
  const text = await Bun.file(page).text()
  const [before = '', rest = ''] = text.split(begin)
  const [, after = ''] = rest.split(end)
  await Bun.write(page, `${before}${begin}\n\n${lines.join('\n')}\n\n${end}${after}`)
}
