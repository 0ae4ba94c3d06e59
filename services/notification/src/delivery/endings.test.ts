import { expect, test } from 'bun:test'
import type { Bus, BusMessages } from '@wardline/kit/bus'
import { eventually } from '../testing.ts'
import { createEndings, isTold } from './endings.ts'

function heard() {
  const messages: BusMessages['changed'][] = []
  const bus: Pick<Bus, 'publish'> = { publish: (_, message) => void messages.push(message as BusMessages['changed']) }
  return { messages, endings: createEndings(bus, 0) }
}

test('what ends within a moment is told once, in hints that NOTIFY can carry', async () => {
  const { messages, endings } = heard()
  const ids = Array.from({ length: 150 }, (_, index) => `id-${index}`)
  endings.tell(ids)
  endings.tell(ids.slice(0, 10))
  expect(messages).toEqual([])
  await eventually(() => messages.length > 0)
  expect(messages.map((message) => message.ids.length)).toEqual([100, 50])
  expect(messages.flatMap((message) => message.ids)).toEqual(ids)
  expect(messages[0]).toMatchObject({ entity: 'delivery', userIds: [] })
})
test('what waits is told when the worker ends', () => {
  const { messages, endings } = heard()
  endings.tell(['one'])
  endings.close()
  expect(messages.map((message) => message.ids)).toEqual([['one']])
  endings.close()
  expect(messages).toHaveLength(1)
})
test.each([
  ['that failed', 'failed', 1, 1, true],
  ['that may have arrived', 'unknown', 1, 1, true],
  ['that arrived at once', 'delivered', 1, 1, false],
  ['that arrived at its second try', 'delivered', 1, 2, true],
  ['that an administrator sent again', 'delivered', 2, 1, true],
  ['that is tried again', 'retrying', 1, 1, false],
] as const)('a delivery %s', (_, status, generation, tries, expected) =>
  expect(isTold({ status, generation, tries })).toBe(expected),
)
