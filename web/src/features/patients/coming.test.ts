import { expect, test } from 'bun:test'
import type { Appointment } from '../../api/records.ts'
import { nextOf, visitOf } from './coming.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')
const at = (clock: string, status: Appointment['status']) =>
  ({ startsAt: `2026-11-23T${clock}:00.000Z`, status }) as Appointment

const here = at('10:15', 'checked-in')
const missed = at('09:00', 'booked')
const later = at('11:00', 'booked')

test('the visit is of whoever is here, the next appointment is what is still ahead of them', () => {
  expect(visitOf([missed, here, later])).toBe(here)
  expect(nextOf([missed, here, later], now)).toBe(later)
})

test('nobody is here and nothing is ahead', () => {
  expect(visitOf([missed, later])).toBeUndefined()
  expect(nextOf([missed, here], now)).toBeUndefined()
})
