import { expect, test } from 'bun:test'
import type { Status } from '../rules.ts'
import { type Place, placeOf, waitedMinutes } from './rules.ts'

const came = '2026-11-23T08:00:00.000Z'

test.each<[Status, string | null, string | null, Place | undefined]>([
  ['proposed', null, null, undefined],
  ['waitlist', null, null, undefined],
  ['pending', null, null, 'expected'],
  ['booked', null, null, 'expected'],
  ['arrived', came, null, 'waiting'],
  ['checked-in', came, null, 'waiting'],
  ['arrived', came, came, 'inProgress'],
  ['checked-in', came, came, 'inProgress'],
  ['fulfilled', came, came, 'done'],
  ['fulfilled', null, null, 'done'],
  ['noshow', null, null, 'missed'],
  ['cancelled', came, null, 'missed'],
  ['cancelled', null, null, undefined],
  ['entered-in-error', came, null, undefined],
])('who is %s, came %p and began %p, is %p', (status, arrivedAt, startedAt, place) => {
  expect(placeOf({ status, arrivedAt, startedAt })).toBe(place as never)
})

test.each([
  ['2026-11-23T08:00:00Z', 0],
  ['2026-11-23T08:00:59Z', 0],
  ['2026-11-23T08:01:00Z', 1],
  ['2026-11-23T10:30:00Z', 150],
  ['2026-11-23T07:59:00Z', 0],
])('at %s they have waited %i minutes', (now, minutes) => expect(waitedMinutes(came, new Date(now))).toBe(minutes))
