import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { createDoor, type Hospital, type People, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'

setDefaultTimeout(30_000)

let hospital: Hospital
let people: People
let id: string

beforeAll(async () => {
  hospital = await startHospital()
  people = await hospital.people()
  const body = { to: { userIds: [people.doctor.userId] }, title: 'Title', body: 'Body', severity: 'critical' }
  id = (await ask<{ ids: string[] }>('POST', '/notifications/send', body)).answer.ids[0] as string
})
afterAll(() => hospital?.stop())

/** As anybody can ask at the gateway; text is sent as it is. */
async function ask<T = Problem>(method: string, path: string, body: unknown, who: Role = 'admin') {
  const response = await hospital.fetch(path, { method, headers: people[who].headers, body })
  return { status: response.status, answer: (await response.json()) as T }
}

describe('a body that is no object is refused, also where it may be absent', () => {
  const bodies = ['"abc"', '5', 'true', '[]', 'null']
  const routes: [path: string, method: string, who: Role][] = [
    ['/notifications/:id/ack', 'PUT', 'doctor'],
    ['/notifications/:id/read', 'PUT', 'doctor'],
    ['/notifications/read-all', 'PUT', 'doctor'],
    ['/notifications/:id/retry', 'PUT', 'admin'],
    ['/notifications/retry', 'POST', 'admin'],
    ['/notifications/preferences', 'PUT', 'doctor'],
    ['/notifications/send', 'POST', 'admin'],
  ]
  test.each(routes)('%s', async (path, method, who) => {
    for (const body of bodies) {
      const { status, answer } = await ask(method, path.replace(':id', id), body, who)
      expect([body, status, answer.kind]).toEqual([body, 422, 'invalid'])
    }
  })
  test('and changes nothing', async () => {
    const { answer } = await ask<{ items: { readAt: unknown; ack: unknown }[] }>(
      'GET',
      '/notifications',
      undefined,
      'doctor',
    )
    expect(answer.items).toMatchObject([{ readAt: null, ack: { at: null } }])
  })
})

test.each([
  '-000001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-14:00',
])('an instant that cannot be kept, %s, is refused by field', async (from) => {
  const retry = await ask('POST', '/notifications/retry', { filter: { from } })
  expect([retry.status, retry.answer.errors?.[0]?.path]).toEqual([422, 'filter.from'])
  const send = { to: { everyone: true }, title: 'Title', body: 'Body', sendAt: from }
  expect((await ask('POST', '/notifications/send', send)).answer.errors?.[0]?.path).toBe('sendAt')
})
test.each(['0001-01-01T00:00:00Z', '9998-12-31T23:59:59.999Z'])(
  'the furthest instants, as %s, find nothing',
  async (at) => {
    for (const filter of [{ from: at }, { to: at }])
      expect((await ask('POST', '/notifications/retry', { filter })).status).toBe(202)
  },
)

test('a title has 200 characters, however many bytes they take', async () => {
  const send = (title: string) =>
    ask('POST', '/notifications/send', { to: { userIds: [people.nurse.userId] }, title, body: 'Body' })
  expect((await send('🩺'.repeat(200))).status).toBe(202)
  expect((await send('🩺'.repeat(201))).answer.errors?.[0]?.path).toBe('title')
})

test.each<[path: string, method: string, body: object, who: Role, field: string]>([
  [
    '/notifications/send',
    'POST',
    { to: { everyone: true }, title: 'T', body: 'B', ack: { withinSeconds: '60' } },
    'admin',
    'ack.withinSeconds',
  ],
  ['/notifications/preferences', 'PUT', { version: '0' }, 'doctor', 'version'],
])('a number written as text is none: %s', async (path, method, body, who, field) => {
  const { status, answer } = await ask(method, path, body, who)
  expect([status, answer.errors?.[0]?.path]).toEqual([422, field])
})

test.each([
  '/notifications/templates',
  '/notifications/:id/deliveries',
  '/notifications/:id/history',
  '/notifications/preferences',
])('%s takes no query', async (path) => {
  const door = createDoor<Problem>(hospital.apps.notification, people)
  const { status, body } = await door('GET', `${path.replace(':id', id)}?cause=rejected`, { who: 'admin' })
  expect([status, body.errors?.[0]?.path]).toEqual([422, 'cause'])
})
