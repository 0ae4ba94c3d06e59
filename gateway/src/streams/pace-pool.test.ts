import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createPace, mostWaiting } from './pace.ts'
import { createPool, poolBudget } from './pace-pool.ts'

/** A pool that looks when the test says so, and readers of it. */
function process(limit = 1000) {
  let work: (() => void) | undefined
  const pool = createPool(limit, (look) => {
    work = look
    return () => {
      work = undefined
    }
  })
  function reader(name: string, sentOff: string[] = []) {
    let inHand = 0
    const pace = createPace<string>(
      {
        hand: (_, bytes) => {
          inHand = bytes
          return bytes
        },
        slow: () => {
          sentOff.push(name)
          pace.leave('bye', 10)
        },
        drained: () => {},
        linger: () => {},
        finish: () => pace.end(),
        cut: () => {
          sentOff.push(`${name}, cut`)
          pace.end()
        },
      },
      pool,
      () => () => {},
    )
    return {
      pace,
      send: (...sizes: number[]) => {
        for (const size of sizes) pace.send('item', size)
      },
      take() {
        if (inHand === 0) return
        inHand = 0
        pace.taken()
      },
    }
  }
  return {
    pool,
    reader,
    isLooking: () => work !== undefined,
    look() {
      const now = work
      work = undefined
      now?.()
    },
  }
}

describe('what waits for all readers', () => {
  test('is looked at only when it is too much', () => {
    const { reader, isLooking, pool } = process()
    const one = reader('one')
    one.send(500, 500)
    expect([isLooking(), pool.isTight]).toEqual([false, false])
    one.send(1)
    expect([isLooking(), pool.isTight]).toEqual([true, true])
  })
  test('has those make room who take nothing, the most laden first, and no more of them than it needs', () => {
    const sentOff: string[] = []
    const { reader, look, pool } = process()
    const [light, heavy, heaviest] = ['light', 'heavy', 'heaviest'].map((name) => reader(name, sentOff))
    light?.send(10, 90)
    heavy?.send(10, 490)
    heaviest?.send(10, 790)
    look()
    expect([sentOff, pool.waiting]).toEqual([['heaviest'], 100 + 500 + 10 + 10])
  })
  test('has nobody make room who took something meanwhile, at the first look', () => {
    const sentOff: string[] = []
    const { reader, look } = process()
    const [taking, stalled] = [reader('taking', sentOff), reader('stalled', sentOff)]
    taking.send(10, 10, 900)
    stalled.send(10, 400)
    taking.take()
    look()
    expect(sentOff).toEqual(['stalled'])
  })
  test('at the second look has everyone make room, those who take nothing first', () => {
    const sentOff: string[] = []
    const { reader, look, pool } = process()
    const [taking, other] = [reader('taking', sentOff), reader('other', sentOff)]
    taking.send(1, 1, 1, 900)
    other.send(1, 1, 1, 800)
    const take = () => {
      taking.take()
      other.take()
    }
    take()
    look()
    expect(sentOff).toEqual([])
    take()
    look()
    expect([sentOff, pool.isTight]).toEqual([['taking'], false])
  })
  test('is cut from those who were sent off and take nothing still', () => {
    const sentOff: string[] = []
    const { reader, look, pool } = process()
    const [one, other] = [reader('one', sentOff), reader('other', sentOff)]
    one.send(700)
    other.send(600)
    look()
    expect(sentOff).toEqual(['one', 'other'])
    look()
    expect([sentOff, pool.waiting]).toEqual([['one', 'other', 'one, cut'], 610])
  })
  test('keeps back the sequence of everyone who has something waiting', () => {
    const { reader } = process()
    const [stalled, fine, late] = [reader('stalled'), reader('fine'), reader('late')]
    stalled.send(1001)
    fine.send(1)
    expect(fine.pace.isFull).toBe(false)
    late.send(1, 1)
    expect(late.pace.isFull).toBe(true)
    late.take()
    late.take()
    expect(late.pace.isFull).toBe(false)
  })
})

test('ten thousand readers who stop reading do not take what ten thousand may', () => {
  const { reader, look, pool } = process(poolBudget)
  const readers = Array.from({ length: 10_000 }, (_, index) => reader(String(index)))
  let most = 0
  for (let round = 0; round < mostWaiting; round += 4096) {
    for (const { send } of readers) send(4096)
    most = Math.max(most, pool.waiting)
    look()
  }
  // A frame each, and what came since the last look, can be beyond the budget; 10,000 times 512 kB would be 5 GB.
  expect(most).toBeLessThan(poolBudget + 2 * 10_000 * 4096)
  expect(pool.waiting).toBeLessThanOrEqual(poolBudget)
})

test('the books are right after anything', () => {
  const step = fc.tuple(
    fc.nat(9),
    fc.constantFrom('send', 'take', 'end', 'leave', 'look'),
    fc.integer({ min: 1, max: 400 }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { reader, look, pool, isLooking } = process()
      const readers = Array.from({ length: 10 }, (_, index) => reader(String(index)))
      for (const [index, what, size] of steps) {
        const one = readers[index] as ReturnType<typeof reader>
        if (what === 'send') one.send(size)
        if (what === 'take') one.take()
        if (what === 'end') one.pace.end()
        if (what === 'leave') one.pace.leave('bye', 10)
        if (what === 'look') look()
        expect(isLooking() || !pool.isTight).toBe(true)
      }
      for (const { take } of readers) for (let times = 0; times < 200; times += 1) take()
      expect(pool.waiting).toBe(0)
      for (const { pace } of readers) pace.end()
      expect(pool.waiting).toBe(0)
    }),
  )
})
