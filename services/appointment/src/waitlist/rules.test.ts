import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import {
  bestMatch,
  type Candidate,
  entryMeanings,
  entryStatuses,
  type FreeSlot,
  fits,
  freedTimes,
  offerMeanings,
  offerSeconds,
  offerStatuses,
  type Standing,
  windowProblem,
} from './rules.ts'

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`)
const interval = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })

const candidate = (values: Partial<Candidate> = {}): Candidate => ({
  id: 'e1',
  patientId: 'p1',
  doctorId: 'd1',
  createdAt: at('08:00'),
  notBefore: null,
  notAfter: null,
  hasOffer: false,
  isBusy: false,
  ...values,
})
const slot: FreeSlot = { ...interval('09:00', '09:30'), notAsked: new Set() }

describe('who is asked about a slot', () => {
  test.each<[string, Candidate[], string]>([
    ['nobody, when nobody waits', [], 'nobody'],
    ['the only one', [candidate()], 'e1'],
    ['who has waited longest', [candidate(), candidate({ id: 'e2', createdAt: at('07:00') })], 'e2'],
    [
      'who named the doctor, before who wants the specialty',
      [candidate({ id: 'e2', doctorId: null, createdAt: at('07:00') }), candidate()],
      'e1',
    ],
    ['of two at the same moment the first', [candidate({ id: 'e2' }), candidate()], 'e1'],
    ['not who has an appointment then', [candidate({ isBusy: true })], 'nobody'],
    ['not who cannot come', [candidate({ notBefore: at('09:01') }), candidate({ notAfter: at('09:29') })], 'nobody'],
    [
      'the next, while the first is being asked about another slot',
      [candidate({ hasOffer: true }), candidate({ id: 'e2', createdAt: at('08:30') })],
      'e2',
    ],
    ['later, when everybody is being asked about another slot', [candidate({ hasOffer: true })], 'later'],
    ['nobody, when who is being asked could not come', [candidate({ hasOffer: true, isBusy: true })], 'nobody'],
  ])('%s', (_, candidates, expected) => {
    const match = bestMatch(slot, candidates)
    expect(typeof match === 'string' ? match : match.id).toBe(expected)
  })
  test('not who gave it up, nor who was asked before, on whichever entry', () => {
    const notAsked = new Set(['p1'])
    expect(bestMatch({ ...slot, notAsked }, [candidate(), candidate({ id: 'e2' })])).toBe('nobody')
  })
  test('asked one after the other, everybody is asked at most once, in order of rank', () => {
    const person = fc.record({
      doctorId: fc.constantFrom('d1', null),
      createdAt: fc.integer({ min: 0, max: 5 }).map((hour) => at(`0${hour}:00`)),
      isBusy: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), (persons) => {
        const waiting = persons.map((values, index) =>
          candidate({ id: `e${index}`, patientId: `p${index}`, ...values }),
        )
        const asked: Candidate[] = []
        for (;;) {
          const match = bestMatch({ ...slot, notAsked: new Set(asked.map(({ patientId }) => patientId)) }, waiting)
          if (typeof match === 'string') break
          asked.push(match)
        }
        expect(new Set(asked)).toEqual(new Set(waiting.filter(({ isBusy }) => !isBusy)))
        const ranks = asked.map(({ doctorId, createdAt }) => (doctorId ? 0 : 1) * 1e15 + createdAt.getTime())
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      }),
    )
  })
})

test.each([
  ['open at both ends', null, null, true],
  ['to the minute', '09:00', '09:30', true],
  ['from a minute later', '09:01', null, false],
  ['to a minute before the end', null, '09:29', false],
])('a window %s', (_, from, to, expected) => {
  const window = { notBefore: from ? at(from) : null, notAfter: to ? at(to) : null }
  expect(fits(window, interval('09:00', '09:30'))).toBe(expected)
})

test.each([
  ['that ends before it begins', '10:00', '09:00', 'notAfter'],
  ['without length', '10:00', '10:00', 'notAfter'],
  ['that is over', null, '08:00', 'notAfter'],
  ['that has begun', '07:00', '09:00', undefined],
  ['without end', '07:00', null, undefined],
])('a window %s', (_, from, to, path) => {
  const window = { notBefore: from ? at(from) : null, notAfter: to ? at(to) : null }
  expect(windowProblem(window, at('08:00'))?.path).toBe(path as never)
})

test.each([
  ['15 minutes', '07:00', 900],
  ['not beyond the start', '08:50', 600],
  ['not at all once it has begun', '09:00', 0],
])('a slot at 09:00 is offered for %s', (_, now, seconds) => expect(offerSeconds(at('09:00'), at(now))).toBe(seconds))

describe('the time that a change gives back', () => {
  const booked = (values: Partial<Standing> = {}): Standing => ({
    status: 'booked',
    doctorId: 'd1',
    ...interval('09:00', '10:00'),
    ...values,
  })
  test.each<[string, Standing, Standing, [string, string][]]>([
    ['called off', booked(), booked({ status: 'cancelled' }), [['09:00', '10:00']]],
    ['not come', booked(), booked({ status: 'noshow' }), [['09:00', '10:00']]],
    ['entered in error', booked(), booked({ status: 'entered-in-error' }), [['09:00', '10:00']]],
    ['moved away', booked(), booked(interval('11:00', '12:00')), [['09:00', '10:00']]],
    ['given to another doctor', booked(), booked({ doctorId: 'd2' }), [['09:00', '10:00']]],
    ['checked in', booked(), booked({ status: 'checked-in' }), []],
    ['called off before it was agreed', booked({ status: 'proposed' }), booked({ status: 'cancelled' }), []],
    ['called off in the past', booked(interval('07:00', '07:30')), booked({ status: 'cancelled' }), []],
    ['made longer', booked(), booked(interval('09:00', '10:30')), []],
    ['made shorter by half', booked(), booked(interval('09:30', '10:00')), [['09:00', '09:30']]],
    ['made a little shorter', booked(), booked(interval('09:00', '09:45')), []],
    ['moved by a little', booked(), booked(interval('09:15', '10:15')), []],
    [
      'made short in the middle',
      booked(),
      booked(interval('09:20', '09:40')),
      [
        ['09:00', '09:20'],
        ['09:40', '10:00'],
      ],
    ],
  ])('%s', (_, before, after, freed) =>
    expect(freedTimes(before, after, at('08:00'))).toEqual(freed.map(([from, to]) => interval(from, to))),
  )
})

test.each([...entryStatuses.map((each) => entryMeanings[each]), ...offerStatuses.map((each) => offerMeanings[each])])(
  'a status has a sentence: %s',
  (meaning) => expect(meaning.length).toBeGreaterThan(10),
)
