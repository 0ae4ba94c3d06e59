import { describe, expect, test } from 'bun:test'
import {
  defaultHours,
  freeSlots,
  type Hours,
  hoursProblem,
  isWithinHours,
  linkProblem,
  searchWords,
  workingIntervals,
} from './rules.ts'

const on = (weekday: number, ...hours: [from: string, to: string][]): Hours[] =>
  hours.map(([from, to]) => ({ weekday, from, to }))
const daily = (...hours: [from: string, to: string][]) =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => on(weekday, ...hours))
const interval = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })
const shown = (intervals: { startsAt: Date; endsAt: Date }[]) =>
  intervals.map(({ startsAt, endsAt }) => `${startsAt.toISOString().slice(5, 16)}–${endsAt.toISOString().slice(5, 16)}`)

const madrid = 'Europe/Madrid'
/** Clocks go from 02:00 to 03:00, at 01:00 UTC; a Sunday. */
const spring = '2026-03-29'
/** Clocks go from 03:00 back to 02:00, at 01:00 UTC; a Sunday. */
const autumn = '2026-10-25'

describe('weekly hours', () => {
  test.each<[string, Hours[], RegExp | undefined]>([
    ['the default', defaultHours, undefined],
    ['none', [], undefined],
    ['the whole day', on(1, ['00:00', '24:00']), undefined],
    ['two that touch', on(1, ['08:00', '12:00'], ['12:00', '16:00']), undefined],
    ['the same on two days', [...on(1, ['08:00', '12:00']), ...on(2, ['08:00', '12:00'])], undefined],
    ['an end before the beginning', on(1, ['12:00', '08:00']), /end before they begin/],
    ['nothing at all', on(1, ['08:00', '08:00']), /end before they begin/],
    ['a beginning at 24:00', on(1, ['24:00', '24:00']), /end before they begin/],
    ['two that overlap', on(1, ['08:00', '12:01'], ['12:00', '16:00']), /overlap/],
    ['one inside another, in any order', on(1, ['09:00', '10:00'], ['14:00', '15:00'], ['08:00', '16:00']), /overlap/],
    ['the same twice', on(1, ['08:00', '12:00'], ['08:00', '12:00']), /overlap/],
  ])('%s', (_, hours, problem) => {
    if (problem) expect(hoursProblem(hours)).toMatch(problem)
    else expect(hoursProblem(hours)).toBeUndefined()
  })
})

describe('working time, in UTC', () => {
  test.each<[string, Hours[], string, string, string[]]>([
    ['in winter', on(7, ['08:00', '12:00']), '2026-01-04', madrid, ['01-04T07:00–01-04T11:00']],
    ['in summer', on(7, ['08:00', '12:00']), '2026-07-05', madrid, ['07-05T06:00–07-05T10:00']],
    ['on another weekday', on(1, ['08:00', '12:00']), '2026-01-04', madrid, []],
    [
      'in the order of the day',
      on(7, ['14:00', '15:00'], ['08:00', '09:00']),
      '2026-01-04',
      'UTC',
      ['01-04T08:00–01-04T09:00', '01-04T14:00–01-04T15:00'],
    ],
    ['until 24:00', on(7, ['22:00', '24:00']), '2026-01-04', madrid, ['01-04T21:00–01-04T23:00']],
    ['at +05:45', on(7, ['08:00', '12:00']), '2026-01-04', 'Asia/Kathmandu', ['01-04T02:15–01-04T06:15']],
    ['spring: a day of 23 hours', on(7, ['00:00', '24:00']), spring, madrid, ['03-28T23:00–03-29T22:00']],
    ['spring: across the gap', on(7, ['01:00', '04:00']), spring, madrid, ['03-29T00:00–03-29T02:00']],
    ['spring: the hour that is skipped', on(7, ['02:00', '03:00']), spring, madrid, []],
    ['spring: within the hour that is skipped', on(7, ['02:15', '02:45']), spring, madrid, []],
    ['spring: to within the gap', on(7, ['01:00', '02:30']), spring, madrid, ['03-29T00:00–03-29T01:00']],
    ['spring: from within the gap', on(7, ['02:30', '04:00']), spring, madrid, ['03-29T01:00–03-29T02:00']],
    ['autumn: a day of 25 hours', on(7, ['00:00', '24:00']), autumn, madrid, ['10-24T22:00–10-25T23:00']],
    ['autumn: the hour that comes twice', on(7, ['02:00', '03:00']), autumn, madrid, ['10-25T00:00–10-25T02:00']],
    ['autumn: to the first 02:30', on(7, ['01:00', '02:30']), autumn, madrid, ['10-24T23:00–10-25T00:30']],
    ['autumn: from the first 02:30', on(7, ['02:30', '04:00']), autumn, madrid, ['10-25T00:30–10-25T03:00']],
    [
      'where midnight is skipped',
      on(7, ['00:00', '02:00']),
      '2018-11-04',
      'America/Sao_Paulo',
      ['11-04T03:00–11-04T04:00'],
    ],
    ['where a day never was', on(5, ['08:00', '18:00']), '2011-12-30', 'Pacific/Apia', []],
  ])('%s', (_, hours, date, zone, expected) => {
    expect(shown(workingIntervals({ hours }, date, zone))).toEqual(expected)
  })
})

describe('an appointment lies within hours', () => {
  test.each<[string, Hours[], [string, string], string, boolean]>([
    ['from the first minute', on(7, ['08:00', '12:00']), ['2026-01-04T08:00Z', '2026-01-04T08:30Z'], 'UTC', true],
    ['to the last minute', on(7, ['08:00', '12:00']), ['2026-01-04T11:30Z', '2026-01-04T12:00Z'], 'UTC', true],
    ['not a minute longer', on(7, ['08:00', '12:00']), ['2026-01-04T11:31Z', '2026-01-04T12:01Z'], 'UTC', false],
    ['not a minute sooner', on(7, ['08:00', '12:00']), ['2026-01-04T07:59Z', '2026-01-04T08:29Z'], 'UTC', false],
    [
      'across hours that touch',
      on(7, ['08:00', '12:00'], ['12:00', '13:00']),
      ['2026-01-04T11:30Z', '2026-01-04T12:30Z'],
      'UTC',
      true,
    ],
    [
      'not across a break',
      on(7, ['08:00', '12:00'], ['12:05', '13:00']),
      ['2026-01-04T11:30Z', '2026-01-04T12:30Z'],
      'UTC',
      false,
    ],
    [
      'across midnight',
      daily(['22:00', '24:00'], ['00:00', '06:00']),
      ['2026-01-04T23:30Z', '2026-01-05T00:30Z'],
      'UTC',
      true,
    ],
    [
      'not past midnight on a free day',
      on(7, ['22:00', '24:00']),
      ['2026-01-04T23:30Z', '2026-01-05T00:30Z'],
      'UTC',
      false,
    ],
    ['until midnight', on(7, ['22:00', '24:00']), ['2026-01-04T23:30Z', '2026-01-05T00:00Z'], 'UTC', true],
    ['across the gap in spring', on(7, ['01:00', '04:00']), [`${spring}T00:30Z`, `${spring}T01:30Z`], madrid, true],
    [
      'not after hours that end in the gap',
      on(7, ['00:00', '02:30']),
      [`${spring}T01:00Z`, `${spring}T01:30Z`],
      madrid,
      false,
    ],
    [
      'in both passes of the autumn hour',
      on(7, ['01:00', '04:00']),
      [`${autumn}T00:30Z`, `${autumn}T01:30Z`],
      madrid,
      true,
    ],
    [
      'at +05:45, on the local weekday',
      on(1, ['00:00', '01:00']),
      ['2026-01-04T18:15Z', '2026-01-04T19:15Z'],
      'Asia/Kathmandu',
      true,
    ],
  ])('%s', (_, hours, [from, to], zone, within) => {
    expect(isWithinHours({ hours }, interval(from, to), zone)).toBe(within)
  })
})

describe('free slots', () => {
  const slots = (hours: Hours[], day: string, busy: [string, string][] = [], slotMinutes = 30, timeZone = 'UTC') =>
    shown(
      freeSlots({
        hours,
        slotMinutes,
        busy: busy.map(([from, to]) => interval(from, to)),
        timeZone,
        within: interval(`${day}T00:00Z`, `${day}T23:59Z`),
      }),
    )

  test('lie every slotMinutes from each beginning, whole ones only', () => {
    expect(slots(on(7, ['08:10', '09:30'], ['10:00', '10:29']), '2026-01-04')).toEqual([
      '01-04T08:10–01-04T08:40',
      '01-04T08:40–01-04T09:10',
    ])
  })

  test('leave out what overlaps a booking, and keep what touches one', () => {
    const busy: [string, string][] = [
      ['2026-01-04T09:15Z', '2026-01-04T09:30Z'],
      ['2026-01-04T08:00Z', '2026-01-04T08:30Z'],
    ]
    expect(slots(on(7, ['08:00', '10:00']), '2026-01-04', busy)).toEqual([
      '01-04T08:30–01-04T09:00',
      '01-04T09:30–01-04T10:00',
    ])
  })

  test('begin in [from, to)', () => {
    const within = interval('2026-01-04T08:30Z', '2026-01-04T09:30Z')
    const found = freeSlots({ hours: on(7, ['08:00', '12:00']), slotMinutes: 30, within, busy: [], timeZone: 'UTC' })
    expect(shown(found)).toEqual(['01-04T08:30–01-04T09:00', '01-04T09:00–01-04T09:30'])
  })

  test('are never offered twice where hours end in the spring gap and begin after it', () => {
    expect(slots(on(7, ['01:00', '02:30'], ['03:00', '04:00']), spring, [], 30, madrid)).toEqual([
      '03-29T00:00–03-29T00:30',
      '03-29T00:30–03-29T01:00',
      '03-29T01:00–03-29T01:30',
      '03-29T01:30–03-29T02:00',
    ])
  })

  test('count both passes of the autumn hour', () => {
    expect(slots(on(7, ['02:00', '03:00']), autumn, [], 30, madrid)).toHaveLength(4)
  })
})

describe('a doctor', () => {
  test.each([
    ['Dr. García', ['garcia']],
    ['cardiología pérez', ['cardiologia', 'perez']],
    ['dr', ['dr']],
    ['…', []],
  ])('is searched for by “%s”', (q, words) => expect(searchWords(q)).toEqual(words))

  test('signs in with an active account of that role', () => {
    expect(linkProblem({ role: 'doctor', status: 'active' })).toBeUndefined()
    expect(linkProblem({ role: 'doctor', status: 'disabled' })).toMatch(/disabled/)
    expect(linkProblem({ role: 'nurse', status: 'active' })).toMatch(/role doctor/)
    expect(linkProblem(undefined)).toMatch(/no such user/)
  })
})
