import { describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isAlive } from '@wardline/db/postmaster'
import { type Options, type Pace, supervise, waitBefore } from './supervise.ts'

const quick: Pace = { firstMs: 1, longestMs: 4, steadyMs: 60_000 }

/** A supervisor of one program, and what it reports. */
function watch(code: string, options: Partial<Options> = {}) {
  const reports: string[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const report = (line: string) => {
    reports.push(line)
    for (const { count, resolve } of waiting) if (reports.length >= count) resolve()
  }
  const program = { name: 'probe', command: ['-e', code], env: process.env }
  const supervisor = supervise([program], { graceMs: 5_000, pace: quick, report, ...options })
  const reported = (count: number) =>
    new Promise<string[]>((resolve) => waiting.push({ count, resolve: () => resolve(reports.slice(0, count)) }))
  return { ...supervisor, reports, reported }
}

describe('waitBefore', () => {
  test.each([
    [1, 250],
    [2, 500],
    [3, 1_000],
    [6, 8_000],
    [7, 10_000],
    [5_000, 10_000],
  ])('failure %i: %i ms', (failures, expected) => {
    expect(waitBefore(failures, { firstMs: 250, longestMs: 10_000, steadyMs: 30_000 })).toBe(expected)
  })
})

describe('supervise', () => {
  test('starts a program again each time it ends, more patiently each time', async () => {
    const { reported, stop } = watch('process.exit(3)')
    expect(await reported(4)).toEqual([1, 2, 4, 4].map((wait) => `probe ended (3); it starts again in ${wait} ms`))
    await stop()
  })

  test('a program that lived long enough begins anew with the shortest wait', async () => {
    const { reported, stop } = watch('process.exit(3)', { pace: { ...quick, steadyMs: 0 } })
    expect(await reported(3)).toEqual(Array(3).fill('probe ended (3); it starts again in 1 ms'))
    await stop()
  })

  test('a program that was killed is started again', async () => {
    const { reported, stop } = watch('process.kill(process.pid, "SIGKILL")')
    expect(await reported(1)).toEqual(['probe ended (SIGKILL); it starts again in 1 ms'])
    await stop()
  })

  test('a program that refuses its configuration is not', async () => {
    const { refused, reports, stop } = watch('process.exit(78)')
    expect(await refused).toBe('probe')
    expect(reports).toEqual([])
    await stop()
  })

  test('waits for the work of a program to be finished', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'wardline-supervise-')), 'finished')
    const finish = `process.on("SIGTERM", async () => { await Bun.write(${JSON.stringify(file)}, ""); process.exit(0) })`
    const { ready, stop } = watch(`${finish}; setInterval(() => {}, 1000); process.send("ready")`)
    await ready
    await stop()
    expect(await Bun.file(file).exists()).toBe(true)
    await rm(dirname(file), { recursive: true })
  })

  test('kills a program that does not end in time, or at once when it is told to', async () => {
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); process.send("ready")'
    const late = watch(stubborn, { graceMs: 20 })
    await late.ready
    await late.stop()
    const patient = watch(stubborn, { graceMs: 60_000 })
    await patient.ready
    const stopped = patient.stop()
    patient.kill()
    await stopped
  })

  test('a program ends when the launcher is killed', async () => {
    const program =
      'process.on("disconnect", () => process.exit(0)); setInterval(() => {}, 1000); console.log(process.pid)'
    const launcher = `const { supervise } = await import(${JSON.stringify(import.meta.resolve('./supervise.ts'))})
      const command = ['-e', ${JSON.stringify(program)}]
      supervise([{ name: 'probe', command, env: process.env }], { graceMs: 1000, report: console.error })`
    const parent = Bun.spawn([process.execPath, '-e', launcher], { stdout: 'pipe' })
    const output = parent.stdout.getReader()
    const pid = Number(new TextDecoder().decode((await output.read()).value))
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    // The program holds the other end of this pipe until it is gone.
    expect((await output.read()).done).toBe(true)
    expect(isAlive(pid)).toBe(false)
  })
})
