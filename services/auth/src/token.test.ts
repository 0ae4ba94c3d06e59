import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { createChain, hashSecret, newSecret, readToken, writeToken } from './token.ts'

const chain = createChain('key')
const after = (secret: string, rotations: number): string =>
  rotations === 0 ? secret : after(chain.next(secret), rotations - 1)

test('a token of a session is known by its age, and no other token is', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (rotations, age) => {
      const first = newSecret()
      const current = { tokenHash: hashSecret(after(first, rotations)), rotations }
      if (age <= rotations) expect(chain.age(after(first, rotations - age), current)).toBe(age)
      expect(chain.age(after(first, rotations + 1), current)).toBeUndefined()
      expect(chain.age(newSecret(), current)).toBeUndefined()
    }),
    { numRuns: 50 },
  )
})

test('nobody continues the chain without the key', () => {
  const secret = newSecret()
  expect(createChain('another key').next(secret)).not.toBe(chain.next(secret))
})

test('tokens survive being written', () => {
  const token = { sessionId: Bun.randomUUIDv7(), secret: newSecret() }
  expect(readToken(writeToken(token))).toEqual(token)
})

test.each([
  '',
  'x',
  '.',
  `${Bun.randomUUIDv7()}.short`,
  `no-uuid.${newSecret()}`,
  `${Bun.randomUUIDv7()}.${newSecret()}x`,
])('no token: “%s”', (text) => {
  expect(readToken(text)).toBeUndefined()
})
