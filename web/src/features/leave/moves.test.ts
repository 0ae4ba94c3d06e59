import { expect, test } from 'bun:test'
import { leaveInPlace, movesOf, proposalKey, withMoved } from './moves.ts'

const proposal = (doctorId: string, hour: string) => ({
  doctor: { id: doctorId, name: doctorId },
  startsAt: `2026-11-24T${hour}:00:00.000Z`,
  endsAt: `2026-11-24T${hour}:30:00.000Z`,
})
const [first, second] = [proposal('vega', '09'), proposal('ruiz', '10')]
const affected = [
  { appointment: { id: 'a' }, proposals: [first, second] },
  { appointment: { id: 'b' }, proposals: [first] },
  { appointment: { id: 'c' }, proposals: [] },
]

const places = (chosen: Record<string, string>) =>
  movesOf(affected, chosen).map(({ appointmentId, doctorId }) => [appointmentId, doctorId])

test('each goes to its first proposal unless somebody chose, and stays without one', () => {
  expect(places({})).toEqual([
    ['a', 'vega'],
    ['b', 'vega'],
  ])
  expect(places({ a: proposalKey(second) })).toEqual([
    ['a', 'ruiz'],
    ['b', 'vega'],
  ])
})

test('what shall stay stays, and so does what was to go where it no longer can', () => {
  expect(places({ a: leaveInPlace, b: 'vega 2020-01-01T00:00:00.000Z' })).toEqual([])
})

test('what is told holds where each was before, over several moves, and what the last one left', () => {
  const visit = (id: string, startsAt: string) => ({ id, startsAt })
  const listed = (...ids: string[]) => ids.map((id) => ({ appointment: visit(id, 'before') }))
  const first = withMoved(undefined, listed('a', 'b'), { moved: [visit('a', 'after')], left: [{ appointment: 'b' }] })
  expect(first.stayed).toEqual([{ appointment: 'b' }])
  const both = withMoved(first, listed('b'), { moved: [visit('b', 'later')], left: [] })
  expect(both).toEqual({
    moved: [
      { before: visit('a', 'before'), after: visit('a', 'after') },
      { before: visit('b', 'before'), after: visit('b', 'later') },
    ],
    stayed: [],
  })
})
