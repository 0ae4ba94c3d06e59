import { expect, test } from 'bun:test'
import { ApiError } from '../../api/problem.ts'
import { conflictInWords } from './conflicts.ts'

const refused = (kind: string) => new ApiError({ title: '', status: 409, detail: '', kind })

test('a conflict names the doctor and says what to do', () => {
  const conflict = conflictInWords(refused('doctor-busy'), 'Dr. Okafor', 'nurse')
  expect(conflict).toEqual({
    words: 'Dr. Okafor already has an appointment at that time.',
    advice: 'Choose another time.',
    waivable: false,
  })
})

test('the desk may book anyway, but nobody puts a patient in two places', () => {
  expect(conflictInWords(refused('outside-hours'), 'Dr. Okafor', 'receptionist')?.waivable).toBe(true)
  expect(conflictInWords(refused('outside-hours'), 'Dr. Okafor', 'patient')?.waivable).toBe(false)
  expect(conflictInWords(refused('patient-busy'), 'Dr. Okafor', 'admin')?.waivable).toBe(false)
})

test('what is no conflict is left to the form', () => {
  expect(conflictInWords(refused('invalid'), 'Dr. Okafor', 'admin')).toBeUndefined()
})
