import { describe, expect, test } from 'bun:test'
import type { ProblemError } from '@wardline/kit/errors'
import { createLimiter } from './limits.ts'

function limited(perMinute: number | undefined) {
  let now = 0
  const limiter = createLimiter(perMinute, () => now)
  const spend = (key = 'a') => {
    try {
      limiter.spend(key)
      return 'fine'
    } catch (error) {
      return (error as ProblemError).retryAfter
    }
  }
  return { spend, wait: (milliseconds: number) => (now += milliseconds), limiter }
}

describe('a limit of sixty a minute', () => {
  test('lets sixty through at once, then says how many seconds to wait', () => {
    const { spend } = limited(60)
    expect(Array.from({ length: 60 }, () => spend())).toEqual(Array(60).fill('fine'))
    expect(spend()).toBe(1)
  })
  test('is each one’s own', () => {
    const { spend } = limited(1)
    expect([spend('a'), spend('b'), spend('a')]).toEqual(['fine', 'fine', 60])
  })
  test('fills again evenly, and never beyond itself', () => {
    const { spend, wait } = limited(60)
    for (let count = 0; count < 60; count++) spend()
    wait(1000)
    expect([spend(), spend()]).toEqual(['fine', 1])
    wait(3_600_000)
    expect(Array.from({ length: 61 }, () => spend()).filter((each) => each === 'fine')).toHaveLength(60)
  })
})

test('no limit is no limit', () => {
  const { spend } = limited(undefined)
  expect(new Set(Array.from({ length: 1000 }, () => spend()))).toEqual(new Set(['fine']))
})

test('what is only asserted is not spent', () => {
  const { limiter, spend } = limited(1)
  limiter.assert('a')
  limiter.assert('a')
  expect([spend(), spend()]).toEqual(['fine', 60])
})
