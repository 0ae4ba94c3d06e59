import { expect, test } from 'bun:test'
import { namesIn } from './typed-name.ts'

test.each([
  ['Ana García Ruiz', { givenName: 'Ana', familyName: 'García Ruiz' }],
  [' Ana ', { givenName: 'Ana', familyName: '' }],
  ['MRN-000012', {}],
  ['1980-05-17', {}],
  [undefined, {}],
] as const)('%p is carried over', (typed, names) => expect(namesIn(typed)).toEqual(names))
