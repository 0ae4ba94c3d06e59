import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { lanesOf } from './lanes.ts'

const at = (top: number, bottom: number) => ({ top, bottom })
const places = (...items: { top: number; bottom: number }[]) =>
  lanesOf(items).map(({ lane, lanes }) => `${lane + 1}/${lanes}`)

test('what follows has the whole width, and so does what only touches', () => {
  expect(places(at(0, 30), at(30, 60), at(90, 120))).toEqual(['1/1', '1/1', '1/1'])
})

test('what overlaps stands beside each other, all of one knot equally wide', () => {
  expect(places(at(0, 60), at(30, 90), at(60, 120))).toEqual(['1/2', '2/2', '1/2'])
  expect(places(at(0, 60), at(0, 60), at(0, 60), at(60, 90))).toEqual(['1/3', '2/3', '3/3', '1/1'])
})

test('nothing ever covers another', () => {
  const extents = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })).map(([top, length]) => at(top, top + length))
  fc.assert(
    fc.property(fc.array(extents, { maxLength: 30 }), (items) => {
      const placed = lanesOf(items)
      for (const one of placed) {
        expect(one.lane).toBeLessThan(one.lanes)
        for (const other of placed)
          if (one !== other && one.top < other.bottom && other.top < one.bottom) {
            expect(one.lane).not.toBe(other.lane)
            expect(one.lanes).toBe(other.lanes)
          }
      }
    }),
  )
})
