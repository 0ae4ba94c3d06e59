import { expect, test } from 'bun:test'
import { windowTitle } from './arrival.ts'

const id = '01938f6e-7a3b-7c3d-9e5f-0123456789ab'

test.each([
  ['/app/doctors', 'Doctors', 'Doctors · Wardline'],
  [`/app/patients/${id}`, 'Amina Diallo', 'Patient · Wardline'],
  [`/app/appointments/${id}`, '09:00', 'Appointment · Wardline'],
  [`/app/doctors/${id}`, 'Ada Okafor', 'Ada Okafor · Wardline'],
  ['/app/patients/new', 'Register patient', 'Register patient · Wardline'],
  ['/app/', '', 'Wardline'],
])('%s with the heading “%s” is called “%s”', (path, heading, title) => {
  expect(windowTitle(path, heading)).toBe(title)
})
