import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { birthDateProblem, foreignField, linkProblem, ownFields, tidy } from './rules.ts'

describe('a birth date', () => {
  test.each<[string, string, RegExp | undefined]>([
    ['today', '2026-11-22', undefined],
    ['tomorrow', '2026-11-23', /future/],
    ['the first that is believed', '1880-01-01', undefined],
    ['earlier than anyone alive', '1879-12-31', /1880/],
    ['a leap day', '2024-02-29', undefined],
  ])('%s', (_, date, problem) => {
    if (problem) expect(birthDateProblem(date, '2026-11-22')).toMatch(problem)
    else expect(birthDateProblem(date, '2026-11-22')).toBeUndefined()
  })
})

describe('a change', () => {
  test('by staff may touch anything', () => {
    expect(foreignField({ givenName: 'Ana', allergies: [] }, 'any')).toBeUndefined()
  })
  test('by the patient may touch how to reach them, and nothing else', () => {
    expect(foreignField(Object.fromEntries(ownFields.map((field) => [field, null])), 'own')).toBeUndefined()
    expect(foreignField({ version: 3, phone: null }, 'own')).toBeUndefined()
    for (const field of ['givenName', 'familyName', 'birthDate', 'sex', 'bloodType', 'allergies', 'userId'])
      expect(foreignField({ phone: null, [field]: null }, 'own')).toBe(field)
  })
})

describe('a portal account', () => {
  test.each([
    ['an active patient', { role: 'patient', status: 'active' }, undefined],
    ['a disabled patient', { role: 'patient', status: 'disabled' }, 'This account is disabled.'],
    [
      'a nurse',
      { role: 'nurse', status: 'active' },
      'Only an account with the role patient can be linked to a record.',
    ],
    ['nobody', undefined, 'There is no such user.'],
  ])('%s', (_, account, problem) => expect(linkProblem(account)).toBe(problem as string))
})

describe('what is kept', () => {
  test('has no spaces around it and no member that says nothing', () => {
    expect(
      tidy({
        givenName: '  Ana María ',
        phone: null,
        emergencyContact: { name: ' Eva ', phone: '600', relationship: null },
        allergies: [{ substance: ' Latex', reaction: null }],
      }),
    ).toEqual({
      givenName: 'Ana María',
      phone: null,
      emergencyContact: { name: 'Eva', phone: '600' },
      allergies: [{ substance: 'Latex' }],
    } as never)
  })
  test('is tidy already the second time', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant(null))), (fields) => {
        expect(tidy(tidy(fields))).toEqual(tidy(fields))
      }),
    )
  })
})
