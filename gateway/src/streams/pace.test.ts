import { describe, expect, test } from 'bun:test'
import { byteBudget, type Carrier, createPace, mostWaiting } from './pace.ts'
import { createPool } from './pace-pool.ts'

/** A reader that takes what the test says, and whose patience ends when the test says so. */
function reader(pool = createPool()) {
  let timer: (() => void) | undefined
  let inHand = 0
  const told: string[] = []
  const handed: string[] = []
  const tell = (what: string) => () => void told.push(what)
  const carrier: Carrier<string> = {
    hand: (item, bytes) => {
      handed.push(item)
      inHand = bytes
      return bytes
    },
    slow: () => {
      told.push('slow')
      pace.leave('bye', 10)
    },
    drained: tell('drained'),
    linger: tell('linger'),
    finish: tell('finish'),
    cut: tell('cut'),
  }
  const pace = createPace(carrier, pool, (work) => {
    timer = work
    return () => {
      timer = undefined
    }
  })
  return {
    pace,
    pool,
    told,
    handed,
    isWatched: () => timer !== undefined,
    timeIsUp: () => timer?.(),
    send: (bytes: number, item = 'item') => pace.send(item, bytes),
    /** So many of the items that are handed on, one after the other. */
    take(items = Number.POSITIVE_INFINITY) {
      for (let left = items; left > 0 && inHand > 0; left -= 1) {
        inHand = 0
        pace.taken()
      }
    },
    takePart(bytes: number) {
      inHand -= bytes
      pace.taken(inHand)
    },
  }
}

describe('a reader', () => {
  test('is handed one item after the other, in order', () => {
    const { pace, handed, take, pool } = reader()
    for (const item of ['one', 'two', 'three']) pace.send(item, 10)
    expect([handed, pool.waiting]).toEqual([['one'], 30])
    take(1)
    expect(handed).toEqual(['one', 'two'])
    take()
    expect([handed, pool.waiting]).toEqual([['one', 'two', 'three'], 0])
  })
  test('is full with the budget waiting, until it has taken all of it', () => {
    const { pace, told, send, take, isWatched } = reader()
    send(byteBudget - 1)
    expect([pace.isFull, isWatched()]).toEqual([false, false])
    send(1)
    expect([pace.isFull, isWatched()]).toEqual([true, true])
    take(1)
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
    expect(told).toEqual(['slow', 'linger'])
  })
  test('that takes a little in its time gets more time', () => {
    const { told, send, takePart, timeIsUp, isWatched } = reader()
    send(byteBudget)
    takePart(1)
    timeIsUp()
    expect([told, isWatched()]).toEqual([[], true])
    timeIsUp()
    expect(told).toEqual(['slow', 'linger'])
  })
  test('is slow at once when twice the budget waits', () => {
    const { told, send } = reader()
    send(byteBudget)
    send(byteBudget)
    expect(told).toEqual([])
    send(1)
    expect(told).toEqual(['slow', 'linger'])
  })
  test('that left is not watched, and nothing waits for it', () => {
    const { pace, pool, send, isWatched } = reader()
    send(byteBudget)
    pace.end()
    expect([isWatched(), pool.waiting]).toEqual([false, 0])
  })
})

describe('the last words', () => {
  test('come next, before what else waited, which is given up; then the connection ends', () => {
    const { pace, pool, told, handed, send, take } = reader()
    send(100, 'first')
    send(mostWaiting - 100, 'second')
    pace.leave('bye', 10)
    expect([told, pool.waiting]).toEqual([['linger'], 110])
    take(1)
    expect([handed, told]).toEqual([['first', 'bye'], ['linger']])
    take(1)
    expect([handed, told, pool.waiting]).toEqual([['first', 'bye'], ['linger', 'finish'], 0])
  })
  test('are the last: nothing is sent after them, and they are said once', () => {
    const { pace, handed, send, take } = reader()
    pace.leave('bye', 10)
    send(1)
    pace.leave('bye', 10)
    take()
    expect(handed).toEqual(['bye'])
  })
  test('of one who is gone are not said', () => {
    const { pace, handed, told, pool } = reader()
    pace.end()
    pace.leave('bye', 10)
    expect([handed, told, pool.waiting]).toEqual([[], [], 0])
  })
})
