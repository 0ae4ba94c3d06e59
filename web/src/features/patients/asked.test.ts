import { expect, test } from 'bun:test'
import { asked, needsMoreDigits } from './asked.ts'

test.each([
  ['15 Mar 1958', '1958-03-15'],
  ['5 march 1958', '1958-03-05'],
  ['15 mar 1958', '1958-03-15'],
  ['15 de marzo de 1958', '1958-03-15'],
  ['2 Sept 1990', '1990-09-02'],
  ['2 ene. 1990', '1990-01-02'],
  ['Ana Ruiz 15 Mar 1958', 'Ana Ruiz 1958-03-15'],
  // These the API reads as they are.
  ['15/03/1958', '15/03/1958'],
  ['1958-03-15', '1958-03-15'],
  // No days: left as they were typed.
  ['31 Feb 1958', '31 Feb 1958'],
  ['12 Ruiz 1958', '12 Ruiz 1958'],
  ['Ana Ruiz', 'Ana Ruiz'],
])('whoever types “%s” asks for “%s”', (typed, expected) => {
  expect(asked(typed)).toBe(expected)
})

test.each([
  ['555', true],
  ['+55', true],
  ['00 12', true],
  ['5551', false],
  ['Ana', false],
  ['MRN-12', false],
  ['', false],
])('“%s” needs more digits: %p', (typed, expected) => {
  expect(needsMoreDigits(typed)).toBe(expected)
})
