import { expect, test } from 'bun:test'
import type { Appointment, AppointmentStatus } from '../../api/records.ts'
import { bySection, longestSince, sectionOf, timedOf, upNow } from './worklist.ts'

const at = (clock: string) => `2026-11-23T${clock}:00.000Z`
const appointment = (id: string, status: AppointmentStatus, more: Partial<Appointment> = {}) =>
  ({ id, status, arrivedAt: null, startedAt: null, startsAt: at('09:00'), ...more }) as Appointment

const early = appointment('early', 'checked-in', { arrivedAt: at('08:50'), startsAt: at('09:30') })
const late = appointment('late', 'arrived', { arrivedAt: at('09:10'), startsAt: at('09:00') })
const seen = appointment('seen', 'checked-in', { arrivedAt: at('08:40'), startedAt: at('08:55') })
const booked = appointment('booked', 'booked')

test('whoever is being seen stays in sight; next is who is here and due first, then who is expected', () => {
  const ids = (...day: Appointment[]) => upNow(day).map(({ id }) => id)
  expect(ids(booked, early, late, seen)).toEqual(['seen', 'late'])
  const also = appointment('also seen', 'checked-in', { startedAt: at('09:05') })
  expect(ids(booked, seen, also)).toEqual(['seen', 'also seen', 'booked'])
  expect(ids(booked, early, late)).toEqual(['late'])
  expect(ids(booked, seen)).toEqual(['seen', 'booked'])
  expect(ids(appointment('done', 'fulfilled'))).toEqual([])
})

test.each([
  ['pending', 'expected'],
  ['booked', 'expected'],
  ['arrived', 'waiting'],
  ['checked-in', 'waiting'],
  ['fulfilled', 'done'],
  ['noshow', 'missed'],
  ['cancelled', 'missed'],
  ['entered-in-error', undefined],
] as const)('%s is under %s', (status, section) => {
  expect(sectionOf(appointment('a', status))).toBe(section)
})

test('who waits is listed in the order in which they came, and the first of them has waited longest', () => {
  const { waiting, inProgress } = bySection([late, early, seen])
  expect(waiting.map(({ id }) => id)).toEqual(['early', 'late'])
  expect(inProgress).toEqual([seen])
  expect(longestSince(waiting)).toBe(at('08:50'))
  expect(longestSince([booked])).toBeUndefined()
})

test('who is expected may be late, who is here waits, who is seen is in a visit; of others nothing is counted', () => {
  expect(timedOf(booked)).toEqual({ timed: 'late', since: booked.startsAt })
  expect(timedOf(appointment('asked', 'pending'))).toEqual({ timed: 'late', since: at('09:00') })
  expect(timedOf(late)).toEqual({ timed: 'waited', since: at('09:10') })
  expect(timedOf(seen)).toEqual({ timed: 'inVisit', since: at('08:55') })
  for (const status of ['fulfilled', 'noshow', 'cancelled', 'entered-in-error'] as const)
    expect(timedOf(appointment('over', status, { arrivedAt: at('08:50') }))).toBeUndefined()
})
