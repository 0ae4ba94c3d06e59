import { afterEach, describe, expect, test } from 'bun:test'
import { systemClock } from '@wardline/kit/clock'
import { formatPosition } from '@wardline/notification/rules'
import fc from 'fast-check'
import { type Feed, startFeed } from './feed.ts'
import { createHub, type Frame, type Subscriber } from './hub.ts'
import { type Chance, carry, chance, createReader, keepSequences, quickTimes, replayed } from './testing-feed.ts'

const feeds: Feed[] = []
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.close()
})

function gateway(luck?: Chance) {
  const hub = createHub()
  const store = keepSequences(luck)
  const bus = carry(luck)
  const feed = startFeed({
    hub,
    bus,
    sequences: store.sequences,
    clock: systemClock,
    log: { warn: () => {} },
    times: quickTimes,
  })
  feeds.push(feed)
  return { hub, store, bus, feed, reader: (userId: string) => createReader(userId, hub, feed) }
}

async function until(what: () => boolean, milliseconds = 5000): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!what()) {
    if (Date.now() > deadline) throw new Error('it did not come about')
    await Bun.sleep(1)
  }
}

const step = fc.record({
  what: fc.constantFrom('write', 'write', 'write', 'leave', 'connect', 'fill', 'drain', 'gap'),
  who: fc.nat(3),
  wait: fc.nat(2),
})

describe('a sequence', () => {
  test('arrives whole, once and in order, whatever becomes of hints, reads and connections', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(step, { minLength: 20, maxLength: 60 }), async (seed, steps) => {
        const { store, bus, feed, reader } = gateway(chance(seed))
        const readers = ['a', 'a', 'b', 'b'].map(reader)
        const open = readers.map((each) => each.connect())
        await Promise.all(open.map(({ begun }) => begun))
        for (const { what, who, wait } of steps) {
          const one = readers[who] as (typeof readers)[number]
          if (what === 'write') {
            store.write(one.userId)
            bus.say(one.userId, store.top(one.userId))
          }
          if (what === 'leave') one.leave()
          if (what === 'connect' && !one.isConnected) open[who] = one.connect()
          if (what === 'fill') open[who]?.fill(true)
          if (what === 'drain') {
            open[who]?.fill(false)
            feed.drained(one.userId)
          }
          if (what === 'gap') bus.gap()
          if (wait) await Bun.sleep(wait)
        }
        // In the end everyone is connected and reads. A beginning may fail: it is tried again, as a browser would.
        await until(() => {
          for (const [index, each] of readers.entries()) {
            if (!each.isConnected) open[index] = each.connect()
            open[index]?.fill(false)
          }
          return readers.every((each) => each.isConnected && each.seq === store.top(each.userId))
        })
        for (const { ids, userId, types, began = 0 } of readers) {
          const missed = store.top(userId) - began
          expect(ids).toEqual(Array.from({ length: missed }, (_, index) => formatPosition('e1', began + index + 1)))
          expect(types).not.toContain('reset')
        }
        feed.close()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('of which every hint was lost goes on with the next ping, which says how far it has come', async () => {
    const { store, hub, reader } = gateway()
    const one = reader('a')
    await one.connect().begun
    await until(() => one.types.includes('ping'))
    store.write('a', 3)
    await until(() => one.ids.length === 3)
    expect(one.ids).toEqual(['e1.1', 'e1.2', 'e1.3'])
    await until(() => one.tops.includes('e1.3'))
    expect(hub.size).toBe(1)
  })
  test('of which more was missed than is replayed begins anew, and goes on from there', async () => {
    const { store, bus, reader } = gateway()
    const one = reader('a')
    await one.connect().begun
    one.leave()
    store.write('a', replayed + 1)
    await one.connect().begun
    await until(() => one.types.includes('reset'))
    expect(one.seq).toBe(replayed + 1)
    store.write('a')
    bus.say('a', store.top('a'))
    await until(() => one.ids.length > 0)
    expect(one.ids).toEqual([`e1.${replayed + 2}`])
  })
  test('is not replayed from a place beyond its end', async () => {
    const { store, feed, hub } = gateway()
    store.write('a', 5)
    const frames: Frame[] = []
    const self: Subscriber = {
      ...{ userId: 'a', role: 'nurse', sessionId: 's', seq: undefined, boards: false, held: [], isFull: false },
      send: (frame) => void frames.push(frame),
      close: () => {},
    }
    hub.add(self)
    await feed.begin(self, 'e1.6', true)
    expect(frames.map(({ type, data }) => [type, (data as { position: string }).position])).toEqual([
      ['ready', 'e1.5'],
      ['reset', 'e1.5'],
    ])
  })
  test('of another epoch has everyone come back, and begin anew', async () => {
    const { store, reader } = gateway()
    const one = reader('a')
    store.write('a', 5)
    await one.connect().begun
    store.restore('e2')
    await until(() => one.farewells.length > 0)
    expect(one.farewells).toEqual(['shutdown'])
    one.leave()
    await one.connect().begun
    expect(one.types.at(-1)).toBe('reset')
  })
})
