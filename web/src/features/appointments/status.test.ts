import { describe, expect, test } from 'bun:test'
import { statuses, transitions } from '@wardline/appointment/rules'
import { roles } from '@wardline/kit/permissions'
import type { Appointment } from '../../api/records.ts'
import { hospitalClock } from '../../time/zone.ts'
import { describeStatus, isCancellable, isOnOtherDay, nextStep, otherSteps, stepTo } from './status.ts'

const now = new Date('2026-11-22T08:00:00.000Z')
const appointment = (fields: Partial<Appointment>) => ({ status: 'booked', startedAt: null, ...fields }) as Appointment

describe('the button in the row', () => {
  test('the desk checks in whoever is expected or has arrived', () => {
    expect(nextStep(appointment({ status: 'booked' }), 'receptionist', now)?.label).toBe('Check in')
    expect(nextStep(appointment({ status: 'arrived' }), 'receptionist', now)?.label).toBe('Check in')
    expect(nextStep(appointment({ status: 'checked-in' }), 'receptionist', now)).toBeUndefined()
  })

  test('the doctor starts the visit, then completes it', () => {
    expect(nextStep(appointment({ status: 'checked-in' }), 'doctor', now)?.change).toEqual({
      startedAt: now.toISOString(),
    })
    const started = appointment({ status: 'checked-in', startedAt: now.toISOString() })
    expect(nextStep(started, 'doctor', now)?.change).toEqual({ status: 'fulfilled' })
    expect(describeStatus(started).label).toBe('With the doctor')
  })

  test('no button leads where the transition table does not', () => {
    for (const role of roles)
      for (const status of statuses) {
        const one = appointment({ status })
        const steps = [nextStep(one, role, now), ...otherSteps(one, role, now)].flatMap((step) => step ?? [])
        const targets = steps.flatMap(({ change }) => ('status' in change ? [change.status] : []))
        for (const target of targets) expect(transitions[status]).toContain(target)
        expect(new Set(targets).size).toBe(targets.length)
      }
  })

  test.each([
    ['2026-11-22T08:01:00.000Z', false],
    ['2026-11-22T08:00:00.000Z', true],
  ])('of an appointment at %s a no show is offered at eight: %p', (startsAt, isOffered) => {
    const labels = otherSteps(appointment({ startsAt }), 'receptionist', now).map(({ label }) => label)
    expect(labels.includes('Mark as no show')).toBe(isOffered)
  })

  test('a patient may call off, and nothing else', () => {
    const booked = appointment({})
    expect(nextStep(booked, 'patient', now)).toBeUndefined()
    expect(otherSteps(booked, 'patient', now)).toEqual([])
    expect(isCancellable(booked, 'patient')).toBe(true)
    expect(isCancellable(appointment({ status: 'fulfilled' }), 'patient')).toBe(false)
  })
})

describe('on the hospital’s clock', () => {
  test.each([
    ['checked-in', '2026-11-22T14:00:00.000Z', false],
    ['checked-in', '2026-11-22T23:30:00.000Z', true],
    ['arrived', '2026-11-29T08:00:00.000Z', true],
    ['checked-in', '2026-11-21T23:30:00.000Z', false],
    ['noshow', '2026-11-21T08:00:00.000Z', false],
  ] as const)('“%s” for a visit at %s is asked about first: %p', (status, startsAt, isAsked) => {
    expect(isOnOtherDay({ startsAt }, stepTo(status), hospitalClock('Europe/Madrid'), now)).toBe(isAsked)
  })
})
