import { expect, test } from 'bun:test'
import { roleSearch, userSearch } from './user-search.ts'

test.each([
  [
    { q: 'ana', role: 'nurse', status: 'disabled' },
    { q: 'ana', role: 'nurse', status: 'disabled' },
  ],
  [{ q: 1980 }, { q: '1980' }],
  [{ q: ' ', role: 'king', status: 'asleep', colour: 'red' }, {}],
] as const)('of %p is kept %p', (search, kept) => expect(userSearch(search)).toEqual(kept))

test('a role that is none is not shown', () => {
  expect([roleSearch({ role: 'doctor' }), roleSearch({ role: 'toString' })]).toEqual([{ role: 'doctor' }, {}])
})
