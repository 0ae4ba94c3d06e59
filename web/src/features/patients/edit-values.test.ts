import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { changeBetween, changedFields, type Details, detailsOf, merge, overlap, valuesOf } from './edit-values.ts'

const base: Details = {
  givenName: 'Ada',
  familyName: 'Okafor',
  birthDate: '1980-05-17',
  sex: 'female',
  bloodType: null,
  phone: '555-1000',
  email: null,
  address: null,
  emergencyContact: { name: 'Ben', phone: '555-2000' },
  allergies: [{ substance: 'Penicillin', severity: 'severe' }],
}

describe('a form', () => {
  test('that nobody touched changes nothing, whatever the record left out', () => {
    expect(changeBetween(base, detailsOf(valuesOf(base)))).toEqual({})
  })
  test('sends only what was changed; empty text clears', () => {
    const values = { ...valuesOf(base), phone: ' ', givenName: 'Adaeze ' }
    expect(changeBetween(base, detailsOf(values))).toEqual({ phone: null, givenName: 'Adaeze' })
  })
  test('an emptied contact is nobody, an allergy without a substance is none', () => {
    const values = {
      ...valuesOf(base),
      emergencyContact: { name: '', phone: '', relationship: '' },
      allergies: [{ substance: ' ', reaction: 'rash', severity: '' }],
    }
    expect(changeBetween(base, detailsOf(values))).toEqual({ emergencyContact: null, allergies: [] })
  })
})

describe('two people at one record', () => {
  const mine = { ...base, phone: '555-1111', address: 'Calle Mayor 5' }
  const theirs = { ...base, phone: '555-9999', allergies: [...base.allergies, { substance: 'Latex' }] }

  test('only what both changed is disputed', () => {
    expect(overlap(base, mine, theirs)).toEqual(['phone'])
    expect(overlap(base, mine, { ...base, phone: '555-1111' })).toEqual([])
  })
  test.each([
    ['mine', '555-1111'],
    ['theirs', '555-9999'],
  ] as const)('what is disputed is settled as %s; what is not keeps both', (keep, phone) => {
    const merged = merge(base, mine, theirs, keep)
    expect(merged).toMatchObject({ phone, address: 'Calle Mayor 5' })
    expect(merged.allergies).toHaveLength(2)
  })

  const details = fc.record({
    phone: fc.constantFrom(null, '555-1', '555-2'),
    givenName: fc.constantFrom('Ada', 'Ben'),
    bloodType: fc.constantFrom(null, 'A+', 'O-'),
    allergies: fc.constantFrom([], base.allergies),
  })
  test('nothing that only one of them changed is ever lost', () => {
    fc.assert(
      fc.property(details, details, details, fc.constantFrom('mine', 'theirs'), (a, b, c, keep) => {
        const [before, one, other] = [a, b, c].map((each) => ({ ...base, ...each })) as [Details, Details, Details]
        const merged = merge(before, one, other, keep)
        const disputed = overlap(before, one, other)
        const lost = changedFields(before, one).filter((field) => changedFields(one, merged).includes(field))
        const overwritten = changedFields(before, other).filter((field) => changedFields(other, merged).includes(field))
        expect(lost).toEqual(keep === 'mine' ? [] : disputed)
        expect(overwritten).toEqual(keep === 'mine' ? disputed : [])
      }),
    )
  })
})
