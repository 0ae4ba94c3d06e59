import { expect, test } from 'bun:test'
import { failureSearch, filterOf, isFiltered } from './filter.ts'

test.each([
  [{ cause: 'rejected', channel: 'email', kind: 'message', since: 'day' }, {}],
  [{ cause: 'rejected' }, { cause2: 'x', channel: 'pigeon', since: 'toString', kind: '' }],
  [{}, { cause: 'because', channel: 3, kind: 4, since: 'year' }],
])('of an address %p is kept, and %p is left out', (kept, dropped) => {
  expect(failureSearch({ ...dropped, ...kept })).toEqual(kept as never)
})

test('a span is counted back from now', () => {
  const now = Date.parse('2026-11-23T09:30:00Z')
  expect(filterOf({ since: 'week', cause: 'rejected' }, now)).toEqual({
    cause: 'rejected',
    from: '2026-11-16T09:30:00.000Z',
  })
  expect(filterOf({ since: 'weekend' }, now)).toEqual({ from: '2026-11-20T09:30:00.000Z' })
  expect(filterOf({}, now)).toEqual({})
})

test('nothing chosen is no filter', () => {
  expect([isFiltered({}), isFiltered({ since: 'hour' })]).toEqual([false, true])
})
