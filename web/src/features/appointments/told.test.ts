import { expect, test } from 'bun:test'
import { doctorTold, patientTold } from './told.ts'

const ana = { name: 'Ana Ruiz', userId: null, phone: null }

test.each([
  ['with a login is told', { ...ana, userId: 'u1', phone: '600 123 456' }, 'Ana Ruiz is told in Wardline.'],
  ['without one is called', { ...ana, phone: '600 123 456' }, 'Nobody else tells Ana Ruiz: call 600 123 456.'],
  ['without both is found otherwise', ana, 'Nobody else tells Ana Ruiz, and no phone number is recorded.'],
])('a patient %s', (_, patient, words) => {
  expect(patientTold(patient)).toBe(words)
})

test.each([
  ['with a login is told', 'u2', 'Dr. Vega is told in Wardline.'],
  ['without one has to be told', null, 'Dr. Vega has no login: tell them yourself.'],
  ['who does it knows', 'me', undefined],
])('a doctor %s', (_, userId, words) => {
  expect(doctorTold({ name: 'Dr. Vega', userId }, 'me')).toBe(words)
})
