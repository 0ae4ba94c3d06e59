import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  activeStatuses,
  awaitedStatuses,
  type Changeable,
  decideChange,
  isActive,
  isRefusal,
  meanings,
  nextStatuses,
  requestedTimes,
  type Status,
  startsTooEarly,
  statuses,
  transitions,
} from './rules.ts'

const now = new Date('2026-11-22T08:00:00Z')
const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)

describe('the life of an appointment', () => {
  // Design, section 4, word for word.
  const table: Record<Status, Status[]> = {
    proposed: ['pending', 'booked', 'cancelled'],
    waitlist: ['proposed', 'booked', 'cancelled'],
    pending: ['booked', 'cancelled'],
    booked: ['arrived', 'checked-in', 'noshow', 'cancelled'],
    arrived: ['checked-in', 'fulfilled', 'noshow', 'cancelled'],
    'checked-in': ['fulfilled', 'cancelled'],
    noshow: ['arrived'],
    cancelled: ['booked'],
    fulfilled: [],
    'entered-in-error': [],
  }
  test.each(statuses)('from %s staff go where the table says, or say that it was an error', (from) => {
    const expected = from === 'entered-in-error' ? [] : [...table[from], 'entered-in-error' as const]
    expect(new Set(transitions[from])).toEqual(new Set(expected))
  })
  test.each(statuses)('from %s a patient may only call off', (from) => {
    expect(nextStatuses(from, 'patient')).toEqual(table[from].includes('cancelled') ? ['cancelled'] : [])
  })
  test.each(awaitedStatuses)('%s can be called off', (status) => expect(transitions[status]).toContain('cancelled'))
  test.each(statuses)('%s says what it means', (status) => expect(meanings[status].length).toBeGreaterThan(10))
  test('these take people’s time', () =>
    expect([...activeStatuses].sort()).toEqual(['arrived', 'booked', 'checked-in', 'fulfilled', 'pending']))
})

describe('times', () => {
  test.each([
    ['no end: the doctor’s slot', { startsAt: '2026-11-23T09:00:00Z' }, '09:30'],
    ['an end', { startsAt: '2026-11-23T09:00:00Z', endsAt: '2026-11-23T09:45:00Z' }, '09:45'],
    ['a duration', { startsAt: '2026-11-23T09:00:00Z', durationMinutes: 20 }, '09:20'],
    [
      'both, agreeing',
      { startsAt: '2026-11-23T10:00:00+01:00', endsAt: '2026-11-23T09:20:00Z', durationMinutes: 20 },
      '09:20',
    ],
  ])('%s', (_, request, end) => {
    expect(requestedTimes(request, 30)).toEqual({ startsAt: at('09:00'), endsAt: at(end) })
  })
  test.each([
    ['both, disagreeing', { endsAt: '2026-11-23T09:30:00Z', durationMinutes: 20 }, 'durationMinutes'],
    ['an end before the start', { endsAt: '2026-11-23T08:00:00Z' }, 'endsAt'],
    ['no length', { endsAt: '2026-11-23T09:00:00Z' }, 'endsAt'],
    ['more than a day', { endsAt: '2026-11-24T09:00:01Z' }, 'endsAt'],
  ])('refused: %s', (_, request, field) => {
    expect(requestedTimes({ startsAt: '2026-11-23T09:00:00Z', ...request }, 30)).toMatchObject({
      kind: 'invalid',
      field,
    })
  })
  test.each([
    [-15, true],
    [-16, false],
    [0, true],
  ])('a start %i minutes from now is fine: %p', (minutes, fine) => {
    expect(startsTooEarly(new Date(now.getTime() + minutes * 60_000), now) === undefined).toBe(fine)
  })
})

const row = (values: Partial<Changeable> = {}): Changeable => ({
  status: 'booked',
  startsAt: at('09:00'),
  endsAt: at('09:30'),
  doctorId: 'd1',
  reason: null,
  type: null,
  overrideReason: null,
  room: null,
  arrivedAt: null,
  checkedInAt: null,
  startedAt: null,
  finishedAt: null,
  cancelledBy: null,
  cancelledAt: null,
  cancelReason: null,
  ...values,
})
const staff = { actorId: 'u1', role: 'receptionist' as const, at: now }
const patient = { ...staff, role: 'patient' as const }

describe('changes', () => {
  test('moving keeps the length', () => {
    expect(decideChange(row(), { startsAt: '2026-11-23T11:00:00Z' }, staff)).toEqual({
      startsAt: at('11:00'),
      endsAt: at('11:30'),
    })
  })
  test('cancelling keeps who, when and why', () => {
    expect(decideChange(row(), { status: 'cancelled', reasonCode: 'ill' }, staff)).toEqual({
      status: 'cancelled',
      cancelledBy: 'u1',
      cancelledAt: now,
      cancelReason: 'ill',
    })
  })
  test('booking a cancelled one again clears that', () => {
    const cancelled = row({ status: 'cancelled', cancelledBy: 'u1', cancelledAt: now, cancelReason: 'ill' })
    expect(decideChange(cancelled, { status: 'booked' }, staff)).toMatchObject({
      status: 'booked',
      cancelledAt: null,
      cancelReason: null,
    })
  })
  test.each([
    [
      'a visit starts once the patient is here',
      row({ status: 'arrived' }),
      { startedAt: '2026-11-23T09:02:00Z' },
      staff,
      undefined,
    ],
    ['not before', row(), { startedAt: '2026-11-23T09:02:00Z' }, staff, 'transition'],
    [
      'arriving and starting at once',
      row(),
      { status: 'checked-in', startedAt: '2026-11-23T09:02:00Z' },
      staff,
      undefined,
    ],
    ['outside the table', row({ status: 'fulfilled' }), { status: 'booked' }, staff, 'transition'],
    ['the same status again', row(), { status: 'booked' }, staff, 'transition'],
    ['moving what is over', row({ status: 'fulfilled' }), { startsAt: '2026-11-24T09:00:00Z' }, staff, 'transition'],
    ['moving into the past', row(), { startsAt: '2026-11-20T09:00:00Z' }, staff, 'invalid'],
    [
      'booking again what is past',
      row({
        status: 'cancelled',
        startsAt: new Date('2026-11-20T09:00:00Z'),
        endsAt: new Date('2026-11-20T09:30:00Z'),
      }),
      { status: 'booked' },
      staff,
      'invalid',
    ],
    ['a nurse overriding', row(), { overrideReason: 'urgent' }, { ...staff, role: 'nurse' as const }, 'forbidden'],
    ['a receptionist overriding', row(), { overrideReason: 'urgent' }, staff, undefined],
    ['the system overriding', row(), { overrideReason: 'urgent' }, { ...staff, role: 'system' as const }, 'forbidden'],
    [
      'the system calling off',
      row(),
      { status: 'cancelled' as const },
      { ...staff, role: 'system' as const },
      undefined,
    ],
    ['ending after the year 9999', row(), { startsAt: '9999-12-31T23:59:59Z' }, staff, 'invalid'],
    ['a patient moving', row(), { startsAt: '2026-11-23T11:00:00Z' }, patient, undefined],
    ['a patient cancelling', row(), { status: 'cancelled' }, patient, undefined],
    ['a patient arriving', row(), { status: 'arrived' }, patient, 'forbidden'],
    ['a patient changing the doctor', row(), { doctorId: 'd2' }, patient, 'forbidden'],
    ['a patient changing the reason', row(), { reason: 'x' }, patient, 'forbidden'],
    [
      'a patient cancelling what has begun',
      row({ startsAt: new Date('2026-11-22T07:00:00Z') }),
      { status: 'cancelled' },
      patient,
      'transition',
    ],
  ] as const)('%s', (_, before, request, acting, kind) => {
    const decided = decideChange(before, request as never, acting)
    expect(isRefusal(decided) ? decided.kind : undefined).toBe(kind as never)
  })
  test.each([
    ['receptionist', 'urgent'],
    ['doctor', 'urgent'],
    ['nurse', null],
    ['patient', null],
  ] as const)('moved by a %s, an override becomes %p', (role, kept) => {
    const overridden = row({ overrideReason: 'urgent' })
    for (const request of [{ startsAt: '2026-11-23T11:00:00Z' }, { durationMinutes: 45 }]) {
      const decided = decideChange(overridden, request, { ...staff, role })
      expect({ ...overridden, ...decided }.overrideReason).toBe(kept)
    }
  })
  test('called off by a patient, it stays on record', () => {
    expect(decideChange(row({ overrideReason: 'urgent' }), { status: 'cancelled' }, patient)).not.toHaveProperty(
      'overrideReason',
    )
  })
  test('no sequence of accepted statuses leaves the table', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses), { maxLength: 20 }), (wishes) => {
        let status: Status = 'booked'
        for (const wish of wishes) {
          const decided = decideChange(row({ status }), { status: wish }, staff)
          if (isRefusal(decided)) continue
          expect(transitions[status]).toContain(wish)
          status = decided.status as Status
        }
        expect(typeof isActive(status)).toBe('boolean')
      }),
    )
  })
})
