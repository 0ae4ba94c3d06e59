import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { after, chosenStart, minutesBetween, otherTime } from './chosen-time.ts'

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

test('lengths are counted in real minutes', () => {
  expect(minutesBetween({ startsAt: slot, endsAt: after(slot, 45) })).toBe(45)
})
