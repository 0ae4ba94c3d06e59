import { expect, test } from 'bun:test'
import { signalsOf } from './signal.ts'

const message = { id: 'n', severity: 'info', ack: null } as const
const critical = {
  id: 'n',
  severity: 'critical',
  ack: { dueAt: '2026-11-22T08:05:00.000Z', at: null, by: null },
} as const
const both = { wantsDesktop: true, wantsSound: true }

test.each([
  ['nothing was chosen', critical, { wantsDesktop: false, wantsSound: false, isVisible: false }, false, false],
  ['critical, looked at', critical, { ...both, isVisible: true }, true, true],
  ['critical, out of sight', critical, { ...both, isVisible: false }, true, true],
  ['a message, looked at', message, { ...both, isVisible: true }, false, false],
  ['a message, out of sight', message, { ...both, isVisible: false }, false, true],
  ['only sound', critical, { wantsDesktop: false, wantsSound: true, isVisible: false }, true, false],
] as const)('%s', (_, told, circumstances, sound, desktop) => {
  expect(signalsOf(told, circumstances)).toEqual({ sound, desktop })
})
