import { expect, test } from 'bun:test'
import { hospitalClock } from '../../time/zone.ts'
import { entryOf } from './new-entry.ts'

const clock = hospitalClock('Europe/Madrid')
const values = {
  patientId: 'ana',
  choice: 'doctor' as const,
  doctorId: 'vega',
  specialty: 'Cardiology',
  notBefore: '',
  notAfter: '',
  reason: '  ',
}

test('a doctor or a specialty, whatever was chosen before', () => {
  expect(entryOf(values, clock)).toEqual({ patientId: 'ana', doctorId: 'vega' })
  expect(entryOf({ ...values, choice: 'specialty' }, clock)).toEqual({ patientId: 'ana', specialty: 'Cardiology' })
})

test('the days are the hospital’s, and the last is included', () => {
  expect(entryOf({ ...values, notBefore: '2026-12-01', notAfter: '2026-12-01' }, clock)).toMatchObject({
    notBefore: '2026-11-30T23:00:00.000Z',
    notAfter: '2026-12-01T23:00:00.000Z',
  })
})
