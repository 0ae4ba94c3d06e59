import { expect, test } from 'bun:test'
import { ProblemError } from '@wardline/kit/errors'
import { createGate, hashPassword, verifyPassword } from './password.ts'

test('argon2id at 19 MiB and two passes', async () => {
  expect(await hashPassword('correct horse')).toStartWith('$argon2id$v=19$m=19456,t=2,p=1$')
})

test('a password fits its own hash, however its letters were composed', async () => {
  const hash = await hashPassword('contraseña')
  const answers = [
    await verifyPassword('contraseña', hash),
    await verifyPassword('contraseña'.normalize('NFD'), hash),
    await verifyPassword('Contraseña', hash),
    await verifyPassword('contraseña', undefined),
  ]
  expect(answers).toEqual([true, true, false, false])
})

test('so many at once, the next wait in order, and more are refused', async () => {
  const gate = createGate(2, 3, 1000)
  const running: number[] = []
  const doors = Array.from({ length: 6 }, () => Promise.withResolvers<void>())
  const outcomes = doors.map(({ promise }, index) =>
    gate(async () => {
      running.push(index)
      await promise
      return index
    }).catch((error: unknown) => error),
  )
  expect(running).toEqual([0, 1])
  const refused = await outcomes[5]
  expect(refused instanceof ProblemError && [refused.problem.kind, refused.retryAfter]).toEqual(['unavailable', 2])
  doors[1]?.resolve()
  await outcomes[1]
  await Promise.resolve()
  expect(running).toEqual([0, 1, 2])
  for (const { resolve } of doors) resolve()
  expect(await Promise.all(outcomes.slice(0, 5))).toEqual([0, 1, 2, 3, 4])
})

test('what fails makes room too', async () => {
  const gate = createGate(1, 0, 1000)
  await gate(() => Promise.reject(new Error('no'))).catch(() => {})
  expect(await gate(async () => 'next')).toBe('next')
})

test('whoever has waited too long is refused without work, and those who came since are not kept waiting', async () => {
  let time = 0
  const gate = createGate(1, 9, 1000, () => time)
  const door = Promise.withResolvers<void>()
  const worked: string[] = []
  const ask = (name: string) =>
    gate(async () => {
      worked.push(name)
      await door.promise
    }).catch((error: unknown) => error)
  const outcomes = [ask('running'), ask('left'), ask('left too')]
  time = 600
  outcomes.push(ask('came later'))
  time = 1000
  door.resolve()
  const [, left, leftToo] = await Promise.all(outcomes)
  expect([left, leftToo].map((each) => each instanceof ProblemError && each.problem.kind)).toEqual([
    'unavailable',
    'unavailable',
  ])
  expect(worked).toEqual(['running', 'came later'])
})
