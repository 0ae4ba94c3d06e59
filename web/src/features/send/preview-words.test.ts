import { expect, test } from 'bun:test'
import { lineInWords } from './preview-words.ts'

const line = { channel: 'email' as const, status: 'pending' as const, cause: null, overridden: false, count: 2 }

test('what is sent later reaches nobody at once', () => {
  const inApp = { ...line, channel: 'in-app' as const, status: 'delivered' as const }
  expect(lineInWords(inApp, true)).toBe('In Wardline: 2 people')
})

test.each([
  [line, 'E-mail: 2 people'],
  [{ ...line, count: 1 }, 'E-mail: 1 person'],
  [{ ...line, channel: 'in-app' as const, status: 'delivered' as const }, 'In Wardline: 2 people at once'],
  [{ ...line, overridden: true, count: 1 }, 'E-mail: 1 person, although switched off or in quiet hours'],
  [{ ...line, status: 'suppressed' as const, cause: 'quiet-hours' }, 'E-mail: not to 2 people, who have quiet hours'],
  [
    { ...line, channel: 'webhook' as const, status: 'failed' as const, cause: 'no-address', count: 1 },
    'Webhook: not to 1 person, who has given no address',
  ],
])('%p', (group, words) => expect(lineInWords(group)).toBe(words))
