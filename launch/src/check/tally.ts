/** What a step of the check found. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** Of those that passed, how many did so only when they were tried again. */
  repeated: number
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, repeated: 0 }

export const add = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  repeated: one.repeated + other.repeated,
})

/** A step without counts of its own counts as one. */
export const tallyOf = (code: number): Tally => ({
  ...nothing,
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
})

/** Counts of a runner that exited with `code`: one that failed, or ran nothing, without naming a failure has failed too. */
export function trusted(tally: Tally, code: number): Tally {
  const isSilent = (code !== 0 || tally.passed === 0) && tally.failed === 0
  return isSilent ? { ...tally, failed: 1 } : tally
}

/** Counts of `bun test --reporter=junit`; undefined when it ended before it wrote them. */
export function tallyOfJunit(xml: string): Tally | undefined {
  const root = /<testsuites\b[^>]*>/.exec(xml)?.[0]
  if (!root) return undefined
  const count = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(root)?.[1] ?? 0)
  const [failed, skipped] = [count('failures') + count('errors'), count('skipped')]
  return { ...nothing, passed: count('tests') - failed - skipped, failed, skipped }
}

/** Counts of Playwright's JSON report; undefined when it ended before it wrote them. */
export function tallyOfPlaywright(json: string): Tally | undefined {
  try {
    const { stats } = JSON.parse(json) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    }
    const { expected, unexpected: failed, flaky: repeated, skipped } = stats
    return { passed: expected + repeated, failed, skipped, repeated }
  } catch {
    return undefined
  }
}

/** Counts of the fault suite, which writes them as they are; undefined when it ended before it did. */
export function tallyOfFaults(json: string): Tally | undefined {
  try {
    return JSON.parse(json) as Tally
  } catch {
    return undefined
  }
}

/** The closing line that CI and people read. */
export const closingLine = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`
