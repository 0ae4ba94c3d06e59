import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { after, chosenStart, minutesBetween, otherTime, stillAhead } from './chosen-time.ts'

const clock = hospitalClock('Europe/Madrid')
const slot = '2026-10-25T01:30:00.000Z'

test('a slot is taken as it is, even in an hour that comes twice', () => {
  expect(chosenStart({ day: '2026-10-25', slot, clockTime: '' }, clock)).toBe(slot)
})

test('another time is one on the hospital’s clock, once there is one', () => {
  expect(chosenStart({ day: '2026-11-24', slot: otherTime, clockTime: '09:10' }, clock)).toBe(
    '2026-11-24T08:10:00.000Z',
  )
  expect(chosenStart({ day: '2026-11-24', slot: otherTime, clockTime: '' }, clock)).toBeUndefined()
  expect(chosenStart({ day: '2026-11-24', slot: '', clockTime: '09:10' }, clock)).toBeUndefined()
})

test('a time that has begun while its form was away is not chosen any more', () => {
  const now = Date.parse(slot)
  const chosen = { day: '2026-10-25', slot, clockTime: '' }
  expect(stillAhead(chosen, now - 1)).toEqual(chosen)
  expect(stillAhead(chosen, now).slot).toBe('')
  expect(stillAhead({ ...chosen, slot: otherTime }, now).slot).toBe(otherTime)
  expect(stillAhead({ ...chosen, slot: '' }, now).slot).toBe('')
})

test('lengths are counted in real minutes', () => {
  expect(minutesBetween({ startsAt: slot, endsAt: after(slot, 45) })).toBe(45)
})
