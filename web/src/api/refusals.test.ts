import { describe, expect, test } from 'bun:test'
import { requestedTimes, startsTooEarly } from '@wardline/appointment/rules'
import { windowProblem } from '@wardline/appointment/waitlist/rules'
import { linkProblem as doctorLinkProblem, hoursProblem } from '@wardline/doctor/rules'
import { problems } from '@wardline/kit/errors'
import { createLogger } from '@wardline/kit/log'
import {
  Body,
  CivilDate,
  Email,
  Instant,
  Name,
  Nullable,
  OneOf,
  Phone,
  TimeOfDay,
  Uuid,
  WholeNumber,
} from '@wardline/kit/schema'
import { birthDateProblem, linkProblem } from '@wardline/patient/rules'
import { Elysia, type TSchema, t } from 'elysia'
import en from '../language/en/refusals.ts'
import es from '../language/es/refusals.ts'
import { refusalInWords, ruleOf } from './refusals.ts'

/** What the server says of a field of a body. */
async function saidOf(schema: TSchema, field: unknown): Promise<string> {
  const app = new Elysia({ normalize: false })
    .use(problems(createLogger('test', 'silent')))
    .post('/', () => '', { body: Body({ field: schema }) })
  const body = JSON.stringify({ field })
  const headers = { 'content-type': 'application/json' }
  const response = await app.handle(new Request('http://localhost/', { method: 'POST', headers, body }))
  return ((await response.json()) as { detail: string }).detail
}

describe('of a field with a rule of form', () => {
  test.each<[string, TSchema, unknown, ReturnType<typeof ruleOf>]>([
    ['that is absent', Name, undefined, { rule: 'required', named: {} }],
    ['that is empty', Name, '', { rule: 'blank', named: {} }],
    ['that is blank', Name, '  ', { rule: 'blank', named: {} }],
    ['that is too long', Name, 'x'.repeat(101), { rule: 'long', named: { most: '100' } }],
    ['that is too short', t.String({ minLength: 8 }), 'short', { rule: 'short', named: { least: '8' } }],
    ['for an address', Email, 'nobody', { rule: 'email', named: {} }],
    ['for a phone', Phone, 'call me', { rule: 'phone', named: {} }],
    ['for a phone that may be null', Nullable(Phone), 'call me', { rule: 'phone', named: {} }],
    ['for a day', CivilDate, '2026-02-30', { rule: 'date', named: {} }],
    ['for a moment', Instant, 'soon', { rule: 'instant', named: {} }],
    ['for a time', TimeOfDay, '25:00', { rule: 'time', named: {} }],
    ['for an id', Uuid, '1', { rule: 'choice', named: {} }],
    ['for one of several', OneOf(['one', 'two']), 'three', { rule: 'choice', named: {} }],
    ['for a number', WholeNumber({ minimum: 5, maximum: 480 }), 1, { rule: 'range', named: { from: '5', to: '480' } }],
    ['for any number', WholeNumber(), 1.5, { rule: 'number', named: {} }],
    ['for a list', t.Array(t.String(), { maxItems: 2 }), ['a', 'b', 'c'], { rule: 'entries', named: { most: '2' } }],
    ['of another type', t.Boolean(), 'yes', { rule: 'form', named: {} }],
  ])('%s the rule is known', async (_, schema, value, expected) => {
    expect(ruleOf(await saidOf(schema, value))).toEqual(expected)
  })
})

const now = new Date('2026-11-23T08:00:00Z')
const visit = (request: Parameters<typeof requestedTimes>[0]) => {
  const times = requestedTimes(request, 30)
  return 'message' in times ? times.message : ''
}
const startsAt = now.toISOString()

describe('of what the services’ own rules say', () => {
  test.each<[keyof typeof en, string | undefined, Record<string, string>?]>([
    ['bornLater', birthDateProblem('2027-01-01', '2026-11-23')],
    ['bornEarly', birthDateProblem('1800-01-01', '2026-11-23')],
    ['noUser', linkProblem(undefined)],
    ['noPatientUser', linkProblem({ role: 'nurse', status: 'active' })],
    ['disabledUser', linkProblem({ role: 'patient', status: 'disabled' })],
    ['noDoctorUser', doctorLinkProblem({ role: 'nurse', status: 'active' })],
    ['hoursReversed', hoursProblem([{ weekday: 1, from: '12:00', to: '08:00' }]), { from: '12:00', to: '08:00' }],
    [
      'hoursOverlap',
      hoursProblem([
        { weekday: 1, from: '08:00', to: '12:00' },
        { weekday: 1, from: '11:00', to: '13:00' },
      ]),
    ],
    ['visitReversed', visit({ startsAt, durationMinutes: -5 })],
    ['visitLong', visit({ startsAt, durationMinutes: 1500 })],
    ['visitPast', startsTooEarly(new Date('2026-11-22T08:00:00Z'), now)?.message],
    ['waitReversed', windowProblem({ notBefore: now, notAfter: now }, now)?.message],
    ['waitPast', windowProblem({ notBefore: null, notAfter: new Date(0) }, now)?.message],
    ['patientsUser', 'This account is linked to another patient already.'],
    ['doctorsUser', 'This account belongs to another doctor already.'],
    ['noColleague', '“userId” must be a colleague with an active account.'],
    ['yourself', '“userId” is yourself: acknowledge it instead.'],
    ['noPatient', 'There is no such patient.'],
    ['archivedPatient', 'This patient’s record is archived.'],
    ['noDoctor', 'There is no such doctor.'],
    ['archivedDoctor', 'This doctor no longer takes appointments.'],
    ['leaveReversed', 'The leave must end after it begins.'],
    ['leaveLong', 'A leave lasts at most 366 days.', { days: '366' }],
    ['leavePast', 'The leave would be over already.'],
    ['holidayTwice', 'This date is a holiday already.'],
    ['holidayPast', 'This day is over already.'],
    ['extraReversed', 'The hours must end after they begin.'],
    ['extraSkipped', 'The clock goes forward then: those hours do not exist on that day.'],
    ['extraPast', 'Those hours would be over already.'],
    ['extraTwice', 'The doctor has extra hours from 08:00 to 09:00 on that day.', { from: '08:00', to: '09:00' }],
    ['waitForNobody', 'Name a doctor or a specialty to wait for.'],
    ['waitForOther', 'This doctor’s specialty is Cardiology.', { specialty: 'Cardiology' }],
    ['waitForNone', 'No doctor here has this specialty.'],
    ['sendPast', '“sendAt” lies in the past.'],
    ['sendFar', '“sendAt” lies more than a year ahead.'],
    ['address', '“webhook.url” must be an http(s) address.'],
    ['secret', '“webhook.secret” must be whsec_ and 24 to 64 bytes in base64.'],
  ])('%s is known', (rule, message, named = {}) => {
    expect(ruleOf(message ?? '')).toEqual({ rule, named })
  })
})

test('a rule is said in words that name no field of the API, with what it names', () => {
  expect(refusalInWords('“slotMinutes” must be a whole number from 5 to 480.')).toBe(
    en.range.replace('{{from}}', '5').replace('{{to}}', '480'),
  )
})

test('what is not known is told in the server’s words', () => {
  expect(refusalInWords('The moon must be full.')).toBe('The moon must be full.')
})

test('no rule is said in the same words in both languages', () => {
  for (const rule of Object.keys(en) as (keyof typeof en)[]) expect<string>(es[rule]).not.toBe(en[rule])
})
