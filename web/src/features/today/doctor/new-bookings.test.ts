import { expect, test } from 'bun:test'
import type { Appointment } from '../../../api/records.ts'
import { lookedUpTo, newSince } from './new-bookings.ts'

const now = Date.parse('2026-11-23T10:00:00.000Z')
const booking = (id: string, createdAt: string, more: Partial<Appointment> = {}) =>
  ({ id, createdAt, startsAt: '2026-11-24T10:00:00.000Z', status: 'booked', ...more }) as Appointment

const lookedAt = '2026-11-23T08:00:00.000Z'
const before = booking('before', '2026-11-23T07:59:00.000Z')
const after = booking('after', '2026-11-23T08:01:00.000Z')

test('new is what was booked since one looked, is to come and was not called off', () => {
  const over = booking('over', '2026-11-23T09:00:00.000Z', { startsAt: '2026-11-23T09:30:00.000Z' })
  const off = booking('off', '2026-11-23T09:00:00.000Z', { status: 'cancelled' })
  expect(newSince([over, off, after, before], lookedAt, now)).toEqual([after])
})

test('looking moves on to the newest booking and never back', () => {
  expect(lookedUpTo([after, before], lookedAt)).toBe(after.createdAt)
  expect(lookedUpTo([before], lookedAt)).toBe(lookedAt)
  expect(newSince([after], lookedUpTo([after], lookedAt), now)).toEqual([])
})
