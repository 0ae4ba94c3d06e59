import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { addDays, hospitalClock } from '../../time/zone.ts'
import { after } from './chosen-time.ts'
import { earliestOf, type FreeTime, searchDays, whenPatientCan, windowsOf } from './next-free.ts'

const clock = hospitalClock('Europe/Berlin')
const from = '2026-11-23' // a Monday

describe('where to look', () => {
  test('in all of the days at once, when any will do', () => {
    expect(windowsOf({ from, weekday: '', part: '' }, clock)).toEqual([
      { from: clock.at(from, '00:00'), to: clock.at('2026-12-24', '00:00') },
    ])
  })

  test('on each Tuesday afternoon, from noon on', () => {
    expect(windowsOf({ from, weekday: '2', part: 'afternoon' }, clock)).toEqual(
      ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22'].map((day) => ({
        from: clock.at(day, '12:00'),
        to: clock.at(addDays(day, 1), '00:00'),
      })),
    )
  })

  test('on a Sunday, which is the seventh day', () => {
    expect(windowsOf({ from, weekday: '7', part: '' }, clock)[0]).toEqual(clock.range('2026-11-29'))
  })

  test('whatever is asked for, within what the hospital searches, in order and apart', () => {
    const days = fc.integer({ min: 0, max: 800 }).map((ahead) => addDays('2026-01-01', ahead))
    const weekdays = fc.constantFrom('', '1', '2', '3', '4', '5', '6', '7')
    const parts = fc.constantFrom('', 'morning', 'afternoon')
    fc.assert(
      fc.property(days, weekdays, parts, (day, weekday, part) => {
        const windows = windowsOf({ from: day, weekday, part }, clock)
        const edges = windows.flatMap((each) => [each.from, each.to])
        expect(edges).toEqual([...edges].sort())
        expect(windows.length).toBeGreaterThan(0)
        expect(Date.parse(edges.at(-1) ?? '') - Date.parse(edges[0] ?? '')).toBeLessThanOrEqual(
          searchDays * 86_400_000 + 3_600_000,
        )
      }),
    )
  })
})

describe('which of the free times are offered', () => {
  const doctor = (name: string) => ({ id: name, name, specialty: 'Cardiology' })
  const [ruiz, osei] = [doctor('ruiz'), doctor('osei')]
  const at = (day: string, time: string, doctor = ruiz): FreeTime => ({
    startsAt: clock.at(day, time),
    endsAt: after(clock.at(day, time), 30),
    doctor,
  })
  const shown = (times: FreeTime[]) =>
    earliestOf(times, clock).map(({ startsAt, doctor }) => `${doctor.name} ${clock.clock(startsAt)}`)

  test('a doctor’s first of the morning and of the afternoon, on each day', () => {
    const tuesday = ['08:00', '08:30', '11:30', '12:00', '12:30', '17:30'].map((time) => at('2026-11-24', time))
    expect(shown([...tuesday, at('2026-11-25', '09:00'), at('2026-11-25', '09:30')])).toEqual([
      'ruiz 08:00',
      'ruiz 12:00',
      'ruiz 09:00',
    ])
  })

  test('each doctor’s own, by time', () => {
    expect(shown([at(from, '08:00'), at(from, '08:00', osei), at(from, '08:30'), at(from, '12:00', osei)])).toEqual([
      'ruiz 08:00',
      'osei 08:00',
      'osei 12:00',
    ])
  })

  test('none that somebody else is booking just now', () => {
    expect(shown([{ ...at(from, '08:00'), held: true }, at(from, '08:30')])).toEqual(['ruiz 08:30'])
  })

  test('none at which the patient is elsewhere, but for the appointment that is moved', () => {
    const times = ['08:00', '08:30', '09:00'].map((time) => at(from, time))
    const visit = { id: 'visit', startsAt: clock.at(from, '08:15'), endsAt: clock.at(from, '09:00') }
    expect(shown(whenPatientCan(times, [visit]))).toEqual(['ruiz 09:00'])
    expect(whenPatientCan(times, [visit], 'visit')).toEqual(times)
  })
})
