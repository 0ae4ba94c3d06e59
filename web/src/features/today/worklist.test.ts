import { expect, test } from 'bun:test'
import type { Appointment, AppointmentStatus } from '../../api/records.ts'
import { nextUp, sections } from './worklist.ts'

const appointment = (id: string, status: AppointmentStatus) => ({ id, status }) as Appointment

test('the next patient is one who is here, before one who is expected earlier', () => {
  const day = [appointment('a', 'fulfilled'), appointment('b', 'booked'), appointment('c', 'checked-in')]
  expect(nextUp(day)?.id).toBe('c')
  expect(nextUp(day.slice(0, 2))?.id).toBe('b')
  expect(nextUp(day.slice(0, 1))).toBeUndefined()
})

test('what was recorded by mistake is nowhere on the list', () => {
  const mistake = appointment('a', 'entered-in-error')
  for (const { holds } of Object.values(sections)) expect(holds(mistake)).toBe(false)
})
