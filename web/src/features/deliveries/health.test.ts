import { expect, test } from 'bun:test'
import { inOrderOfTrouble } from './health.ts'

test('what is worst comes first', () => {
  const parts = { gateway: 'ready', auth: 'degraded', patient: 'ready', worker: 'down' } as const
  expect(inOrderOfTrouble(parts).map(([name]) => name)).toEqual(['worker', 'auth', 'gateway', 'patient'])
})
