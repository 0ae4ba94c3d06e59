import { expect, test } from 'bun:test'
import { FormatRegistry } from '@sinclair/typebox'
import '@wardline/kit/schema'

test('whoever asks for the description changes nothing about what is accepted', async () => {
  const before = [...FormatRegistry.Entries()]
  expect(before.map(([name]) => name)).toContain('email')
  await import('./openapi.ts')
  for (const [name, check] of before) expect(FormatRegistry.Get(name)).toBe(check)
  expect(FormatRegistry.Get('email')?.('josé@hospital.example')).toBe(true)
})
