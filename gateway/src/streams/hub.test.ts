import { describe, expect, test } from 'bun:test'
import { formatPosition } from '@wardline/notification/rules'
import fc from 'fast-check'
import { type Continuation, createHub, type Frame, type Subscriber } from './hub.ts'

const epoch = 'e1'

function subscriber(values: Partial<Subscriber> = {}) {
  const frames: Frame[] = []
  const closed: string[] = []
  const self: Subscriber = {
    userId: 'u1',
    role: 'doctor',
    sessionId: 's1',
    seq: 0,
    boards: true,
    held: undefined,
    isFull: false,
    send: (frame) => void frames.push(frame),
    close: (reason) => void closed.push(reason),
  }
  Object.defineProperties(self, Object.getOwnPropertyDescriptors(values))
  return { self, frames, closed, ids: () => frames.flatMap((frame) => frame.id ?? []) }
}

/** What the service answers to "what comes after this?" when the sequence has `top` events. */
function after(position: number, top: number, limit = 200): Continuation {
  const seqs = Array.from({ length: Math.max(0, top - position) }, (_, index) => position + index + 1)
  return {
    userId: 'u1',
    after: position,
    top,
    unread: top,
    more: seqs.length > limit,
    events: seqs.slice(0, limit).map((seq) => ({ seq, kind: 'notification', data: { seq } })),
  }
}

describe('a user’s sequence', () => {
  test('arrives in order, with positions', () => {
    const hub = createHub()
    const one = subscriber()
    hub.add(one.self)
    hub.deliver(epoch, after(0, 3))
    expect(one.ids()).toEqual(['e1.1', 'e1.2', 'e1.3'])
  })
  test('is read from where the slowest of the user’s streams is; none gets anything twice', () => {
    const hub = createHub()
    const [ahead, behind] = [subscriber({ seq: 2 }), subscriber({ seq: 0 })]
    hub.add(ahead.self)
    hub.add(behind.self)
    expect(hub.behind('u1', 3)).toBe(0)
    hub.deliver(epoch, after(0, 3))
    expect(ahead.ids()).toEqual(['e1.3'])
    expect(behind.ids()).toEqual(['e1.1', 'e1.2', 'e1.3'])
    expect(hub.behind('u1', 3)).toBeUndefined()
  })
  test('is reset, never replayed in part, when there is more than is replayed at once', () => {
    const hub = createHub()
    const one = subscriber()
    hub.add(one.self)
    hub.deliver(epoch, after(0, 201))
    expect(one.frames).toEqual([{ type: 'reset', data: { position: 'e1.201', unread: 201 } }])
    hub.deliver(epoch, after(201, 202))
    expect(one.ids()).toEqual(['e1.202'])
  })
  test('is not reset on a stream that has missed little because another has missed much', () => {
    const hub = createHub()
    const [far, near] = [subscriber({ seq: 0 }), subscriber({ seq: 290 })]
    hub.add(far.self)
    hub.add(near.self)
    hub.deliver(epoch, after(0, 300))
    expect(far.frames.map(({ type }) => type)).toEqual(['reset'])
    expect([near.frames, hub.behind('u1', 300)]).toEqual([[], 290])
    hub.deliver(epoch, after(290, 300))
    expect(near.ids()).toEqual(Array.from({ length: 10 }, (_, index) => `e1.${291 + index}`))
  })
  test('is reset when rows in between are gone', () => {
    const hub = createHub()
    const one = subscriber({ seq: 1 })
    hub.add(one.self)
    hub.deliver(epoch, { ...after(3, 5), after: 1 })
    expect(one.frames.map((frame) => frame.type)).toEqual(['reset'])
  })
  test('waits at a full reader, and goes on when it has room, while the user’s other streams go on', () => {
    const hub = createHub()
    const ahead = subscriber()
    const frames: Frame[] = []
    let room = 2
    const slow = subscriber({
      send: (frame) => {
        frames.push(frame)
        room -= 1
      },
      get isFull() {
        return room <= 0
      },
    })
    hub.add(ahead.self)
    hub.add(slow.self)
    hub.deliver(epoch, after(0, 3))
    expect(frames.map(({ id }) => id)).toEqual(['e1.1', 'e1.2'])
    expect(hub.behind('u1', 3)).toBeUndefined()
    hub.deliver(epoch, after(3, 300))
    expect(frames).toHaveLength(2)
    room = 5
    expect(hub.behind('u1', 4)).toBe(2)
    hub.deliver(epoch, after(2, 4))
    expect(frames.map(({ id }) => id)).toEqual(['e1.1', 'e1.2', 'e1.3', 'e1.4'])
  })
  test('is not reset on a stream that began while another’s continuation was being read', () => {
    const hub = createHub()
    const one = subscriber({ seq: 50 })
    hub.add(one.self)
    hub.deliver(epoch, after(100, 102))
    expect([one.frames, hub.behind('u1', 102)]).toEqual([[], 50])
  })
  test('is not sent to a stream that has not begun, nor to another user’s', () => {
    const hub = createHub()
    const [notBegun, other] = [subscriber({ seq: undefined }), subscriber({ userId: 'u2' })]
    hub.add(notBegun.self)
    hub.add(other.self)
    hub.deliver(epoch, after(0, 3))
    expect([...notBegun.frames, ...other.frames]).toEqual([])
  })
  test('is whole under any order of hints, reads and repeats', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 }), (reads) => {
        const hub = createHub()
        const one = subscriber()
        hub.add(one.self)
        for (const [position, top] of reads) {
          // A read never starts behind what was delivered: behind() says where.
          const from = hub.behind('u1', top)
          if (from === undefined) hub.deliver(epoch, after(Math.min(position, top), top))
          else hub.deliver(epoch, after(from, top))
        }
        expect(one.ids()).toEqual(one.ids().map((_, index) => formatPosition(epoch, index + 1)))
      }),
    )
  })
})

describe('boards', () => {
  test.each([
    ['staff hear of everything', { role: 'nurse' as const }, true],
    ['patients of their own', { role: 'patient' as const, userId: 'p1' }, true],
    ['not of others’', { role: 'patient' as const, userId: 'p2' }, false],
    ['nobody who did not ask', { boards: false }, false],
  ])('%s', (_, values, told) => {
    const hub = createHub()
    const one = subscriber(values)
    hub.add(one.self)
    hub.changed('appointment', [{ ids: ['a1'], userIds: ['p1'] }])
    expect(one.frames).toEqual(told ? [{ type: 'changed', data: { entity: 'appointment', ids: ['a1'] } }] : [])
  })
})

describe('changes that are told together', () => {
  const changes = [
    { ids: ['a1'], userIds: ['p1'] },
    { ids: ['a2', 'a3'], userIds: ['p2'] },
    { ids: ['a3'], userIds: ['p1', 'p2'] },
    { ids: ['a4'], userIds: [] },
  ]
  test.each([
    ['staff learn of all', { role: 'nurse' as const }, ['a1', 'a2', 'a3', 'a4']],
    ['a patient of those that concern them', { role: 'patient' as const, userId: 'p1' }, ['a1', 'a3']],
    ['and no other’s', { role: 'patient' as const, userId: 'p2' }, ['a2', 'a3']],
  ])('%s, in one frame', (_, values, ids) => {
    const hub = createHub()
    const one = subscriber(values)
    hub.add(one.self)
    hub.changed('appointment', changes)
    expect(one.frames).toEqual([{ type: 'changed', data: { entity: 'appointment', ids } }])
  })
})

describe('ready', () => {
  test('is first: hints that come before it follow it, pings are left out', () => {
    const hub = createHub()
    const one = subscriber({ held: [], seq: undefined })
    hub.add(one.self)
    hub.changed('appointment', [{ ids: ['a1'], userIds: [] }])
    hub.ping(hub.users(), () => ({ type: 'ping', data: {} }))
    expect(one.frames).toEqual([])
    hub.ready(one.self, { position: 'e1.3', unread: 2 })
    hub.changed('appointment', [{ ids: ['a2'], userIds: [] }])
    hub.ping(hub.users(), () => ({ type: 'ping', data: {} }))
    expect(one.frames).toEqual([
      { type: 'ready', data: { position: 'e1.3', unread: 2 } },
      { type: 'changed', data: { entity: 'appointment', ids: ['a1'] } },
      { type: 'changed', data: { entity: 'appointment', ids: ['a2'] } },
      { type: 'ping', data: {} },
    ])
  })
})

describe('the register', () => {
  test('closes every stream of a session and no other', () => {
    const hub = createHub()
    const [mine, other] = [subscriber(), subscriber({ sessionId: 's2' })]
    hub.add(mine.self)
    hub.add(other.self)
    hub.closeSession('s1')
    expect([mine.closed, other.closed]).toEqual([['revoked'], []])
  })
  test('counts each stream once, and forgets users without one', () => {
    const hub = createHub()
    const one = subscriber()
    hub.add(one.self)
    hub.add(one.self)
    expect(hub.size).toBe(1)
    hub.remove(one.self)
    hub.remove(one.self)
    expect([hub.size, hub.users()]).toEqual([0, []])
  })
  test('knows users by their group, and forgets them there too', () => {
    const hub = createHub((userId) => Number(userId.slice(1)) % 2)
    const [one, two, again] = [subscriber({ userId: 'u1' }), subscriber({ userId: 'u2' }), subscriber({ userId: 'u1' })]
    for (const { self } of [one, two, again]) hub.add(self)
    expect([hub.usersIn(0), hub.usersIn(1), hub.usersIn(2)]).toEqual([['u2'], ['u1'], []])
    hub.remove(one.self)
    expect(hub.usersIn(1)).toEqual(['u1'])
    hub.remove(again.self)
    expect(hub.usersIn(1)).toEqual([])
  })
})
