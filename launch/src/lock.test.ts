import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlreadyRunning, takeLock } from './lock.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wardline-lock-'))
})
afterAll(() => rm(dataDir, { recursive: true }))

test('a second launcher is told of the first; a killed one leaves nothing behind', async () => {
  const code = `const { takeLock } = await import(${JSON.stringify(import.meta.resolve('./lock.ts'))})
    takeLock(${JSON.stringify(dataDir)}, 'http://localhost:3000')
    setInterval(() => Bun.gc(true), 5)
    console.log('taken')`
  const first = Bun.spawn([process.execPath, '-e', code], { stdout: 'pipe' })
  await first.stdout.getReader().read()
  const second = () => takeLock(dataDir, 'http://localhost:3001')
  expect(second).toThrow(AlreadyRunning)
  expect(second).toThrow(`already runs on ${dataDir}: process ${first.pid}, at http://localhost:3000`)
  first.kill('SIGKILL')
  await first.exited
  second().release()
})

test('one that ended in order has let go', () => {
  takeLock(dataDir, 'a').release()
  const again = takeLock(dataDir, 'b')
  expect(() => takeLock(dataDir, 'c')).toThrow(`process ${process.pid}, at b`)
  again.release()
})

test('names the folder that cannot be used', () => {
  expect(() => takeLock('/dev/null/wardline', 'a')).toThrow('DATA_DIR /dev/null/wardline cannot be used')
})
