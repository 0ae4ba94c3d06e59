import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, type People, startHospital } from './testing.ts'

setDefaultTimeout(30_000)

let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital()
  people = await hospital.people()
})
afterAll(() => hospital?.stop())

describe('a body of more than a megabyte', () => {
  const megabyte = new Uint8Array(1_000_000).fill(0x78)
  const post = (body: Blob | ReadableStream<Uint8Array>) =>
    fetch(`${hospital.url}/patients`, {
      method: 'POST',
      headers: { ...people.admin.headers, 'content-type': 'application/json' },
      body,
    })

  test.each([2, 17, 100])('of %i MB is refused in our own words', async (size) => {
    const response = await post(new Blob(Array.from({ length: size }, () => megabyte)))
    expect([response.status, response.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
    expect(await response.json()).toMatchObject({ kind: 'too-large' })
  })
  test('that does not say how long it is is refused before its end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 60) controller.close()
        else controller.enqueue(megabyte)
      },
    })
    const response = await post(endless)
    expect([response.status, response.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
    expect(sent).toBeLessThan(60)
  })
})

describe('a query parameter that means nothing', () => {
  const unknownId = '01933b8e-0000-7000-8000-000000000000'
  test.each([
    '/auth/me',
    `/auth/users/${unknownId}`,
    '/patients',
    `/patients/${unknownId}`,
    `/patients/${unknownId}/history`,
    `/doctors/${unknownId}`,
    `/doctors/${unknownId}/history`,
    `/appointments/${unknownId}/history`,
    '/notifications/failures',
    '/notifications/preferences',
    `/notifications/${unknownId}/deliveries`,
  ])('is refused at %s', async (path) => {
    const response = await hospital.fetch(`${path}?colour=red`, { headers: people.admin.headers })
    expect([response.status, await response.json()]).toEqual([
      422,
      expect.objectContaining({ kind: 'invalid', errors: [expect.objectContaining({ path: 'colour' })] }),
    ])
  })
  test('tells a stranger nothing', async () => {
    expect((await hospital.fetch('/notifications/failures?colour=red')).status).toBe(401)
    const { headers } = people.nurse
    expect((await hospital.fetch('/notifications/failures?colour=red', { headers })).status).toBe(403)
  })
})

test('what could not be delivered names whom it did not reach', async () => {
  const { admin, nurse, doctor } = people
  const send = { to: { userIds: [nurse.userId, doctor.userId] }, title: 't', body: 'b', channels: ['webhook'] }
  const sent = await hospital.fetch('/notifications/send', { method: 'POST', headers: admin.headers, body: send })
  expect(sent.status).toBe(202)
  const response = await hospital.fetch('/notifications/failures', { headers: admin.headers })
  const { items } = (await response.json()) as { items: { cause: string; items: object[] }[] }
  const failed = items.find(({ cause }) => cause === 'no-address')?.items
  const named = ({ userId, name }: typeof nurse) => expect.objectContaining({ userId, user: { id: userId, name } })
  expect(failed).toHaveLength(2)
  expect(failed).toEqual(expect.arrayContaining([named(nurse), named(doctor)]))
})

describe('how long an answer may be kept', () => {
  const keeping = async (path: string, init: Parameters<Hospital['fetch']>[1] = {}) =>
    (await hospital.fetch(path, { headers: people.admin.headers, ...init })).headers.get('cache-control')

  test.each([
    '/patients',
    '/auth/me',
    '/auth/users',
    '/notifications/preferences',
    '/patients/01933b8e-0000-7000-8000-000000000000',
    '/nowhere',
    '/health/ready',
    '/openapi.json',
    '/metrics',
  ])('%s: not at all', async (path) => {
    expect(await keeping(path)).toBe('no-store')
  })
  test('signing in: not at all, whether it works or not', async () => {
    const signIn = (password: string) =>
      keeping('/auth/login', { method: 'POST', headers: {}, body: { email: people.nurse.email, password } })
    expect([await signIn(people.nurse.password), await signIn('wrong')]).toEqual(['no-store', 'no-store'])
    expect(await keeping('/auth/refresh', { method: 'POST', headers: {} })).toBe('no-store')
  })
  test('files that say so themselves: as long as they say', async () => {
    expect(await keeping('/docs/swagger-ui.css')).toBe('public, max-age=86400')
  })
})
