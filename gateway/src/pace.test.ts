import { describe, expect, test } from 'bun:test'
import { byteBudget, createPace } from './pace.ts'

/** A reader that takes what the test says, and whose patience ends when the test says so. */
function reader() {
  let waiting = 0
  let timer: (() => void) | undefined
  const told: string[] = []
  const pace = createPace({
    waiting: () => waiting,
    slow: () => void told.push('slow'),
    drained: () => void told.push('drained'),
    later: (work) => {
      timer = work
      return () => {
        timer = undefined
      }
    },
  })
  return {
    pace,
    told,
    isWatched: () => timer !== undefined,
    timeIsUp: () => timer?.(),
    send(bytes: number) {
      waiting += bytes
      pace.sent(bytes)
    },
    take(bytes = waiting) {
      waiting -= bytes
      pace.taken()
    },
  }
}

describe('a reader', () => {
  test('is full with the budget waiting, until it has taken all of it', () => {
    const { pace, told, send, take, isWatched } = reader()
    send(byteBudget - 1)
    expect([pace.isFull, isWatched()]).toEqual([false, false])
    send(1)
    expect([pace.isFull, isWatched()]).toEqual([true, true])
    take(byteBudget / 2)
    expect([pace.isFull, told]).toEqual([true, []])
    take()
    expect([pace.isFull, isWatched(), told]).toEqual([false, false, ['drained']])
  })
  test('that takes nothing is slow when its time is up', () => {
    const { told, send, timeIsUp } = reader()
    send(byteBudget)
    send(1000)
    expect(told).toEqual([])
    timeIsUp()
    expect(told).toEqual(['slow'])
  })
  test('that takes a little in its time gets more time', () => {
    const { told, send, take, timeIsUp, isWatched } = reader()
    send(byteBudget)
    take(1)
    timeIsUp()
    expect([told, isWatched()]).toEqual([[], true])
    timeIsUp()
    expect(told).toEqual(['slow'])
  })
  test('is slow at once when twice the budget waits', () => {
    const { told, send } = reader()
    send(byteBudget)
    send(byteBudget)
    expect(told).toEqual([])
    send(1)
    expect(told).toEqual(['slow'])
  })
  test('that left is not watched', () => {
    const { pace, send, isWatched } = reader()
    send(byteBudget)
    pace.end()
    expect(isWatched()).toBe(false)
  })
})
