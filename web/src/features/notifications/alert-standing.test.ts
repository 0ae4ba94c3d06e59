import { expect, test } from 'bun:test'
import { answersTo, pinnedOf, shownOf, standingOf } from './alert-standing.ts'

const dueAt = '2026-11-22T08:05:00.000Z'
const at = '2026-11-22T08:01:00.000Z'
const before = Date.parse(at)
const after = Date.parse('2026-11-22T08:06:00.000Z')

const copy = (ack: { at: string | null; by: string | null } | null, ownerId: string | null = null) => ({
  ack: ack && { dueAt, ...ack },
  ownerId,
  declinedAt: null,
})
const open = { at: null, by: null }

test('what asks for no answer stands nowhere', () => {
  expect(standingOf(copy(null), 'me', before)).toBeUndefined()
})

test('an open alert waits until it is due, and may still be answered after that', () => {
  expect(standingOf(copy(open), 'me', before)?.is).toBe('waiting')
  expect(standingOf(copy(open), 'me', after)?.is).toBe('overdue')
})

test('handed over to me, it waits for me', () => {
  expect(standingOf(copy(open, 'me'), 'me', before)?.is).toBe('waiting')
})

test('whoever has it is not me: nothing is asked, acknowledged or not', () => {
  expect(standingOf(copy(open, 'other'), 'me', before)).toEqual({ is: 'taken-by-another', at: null })
  expect(standingOf(copy({ at, by: 'other' }, 'other'), 'me', before)).toEqual({ is: 'taken-by-another', at })
  expect(standingOf(copy({ at, by: 'me' }, 'other'), 'me', before)?.is).toBe('taken-by-another')
})

test('acknowledged by me, it is mine; declined, it waits for the others', () => {
  expect(standingOf(copy({ at, by: 'me' }, 'me'), 'me', before)?.is).toBe('taken-by-you')
  expect(standingOf({ ...copy(open), declinedAt: at }, 'me', before)?.is).toBe('declined')
})

test.each([
  ['waiting', { acknowledge: true, decline: true, handOver: true }],
  ['overdue', { acknowledge: true, decline: true, handOver: true }],
  ['declined', { acknowledge: true, decline: false, handOver: true }],
] as const)('%s: these answers are open', (is, answers) => {
  expect(answersTo({ is, dueAt }, true)).toEqual(answers)
  expect(answersTo({ is, dueAt }, false).handOver).toBe(false)
})

test('what is taken by another asks for nothing; what is mine can still be handed over', () => {
  expect(answersTo({ is: 'taken-by-another', at }, true)).toEqual({
    acknowledge: false,
    decline: false,
    handOver: false,
  })
  expect(answersTo({ is: 'taken-by-you', at }, true)).toEqual({ acknowledge: false, decline: false, handOver: true })
})

const alert = (id: string, values: object) => ({ id, ...copy(open), updatedAt: at, ...values })
const due = (clock: string) => ({ ack: { ...open, dueAt: `2026-11-22T${clock}:00.000Z` } })
const ids = (alerts: { notification: { id: string } }[]) => alerts.map(({ notification }) => notification.id)

test('pinned is what still runs, the most pressing first, then what was answered a moment ago, then what is over', () => {
  const known = [
    alert('over long ago', due('07:00')),
    alert('later', due('09:00')),
    alert('soon', due('08:30')),
    alert('just over', {}),
    alert('declined', { declinedAt: at }),
    alert('answered now', { ack: { dueAt, at: '2026-11-22T08:05:30.000Z', by: 'other' }, ownerId: 'other' }),
    alert('answered before', { ack: { dueAt, at, by: 'me' } }),
    alert('soon', due('08:30')),
    { ...alert('message', {}), ack: null },
  ]
  const expected = ['soon', 'later', 'answered now', 'just over', 'over long ago']
  expect(ids(pinnedOf(known, 'me', after))).toEqual(expected)
})

const over = ['07:00', '07:10', '07:20'].map((clock) => alert(`over ${clock}`, due(clock)))
const live = ['08:10', '08:20', '08:30'].map((clock) => alert(`live ${clock}`, due(clock)))
test.each([
  ['only what is over', over, ['over 07:20', 'over 07:10']],
  ['one that runs', [...over, ...live.slice(0, 1)], ['live 08:10', 'over 07:20']],
  ['many that run', [...over, ...live], ['live 08:10', 'live 08:20', 'live 08:30']],
])('%s: what runs is never folded away, of what is over so much that two are shown', (_, known, expected) => {
  expect(ids(shownOf(pinnedOf(known, 'me', after)))).toEqual(expected)
})
