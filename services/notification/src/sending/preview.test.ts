import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { answerOf, type Hospital, movableClock, type People, startHospital } from '@wardline/gateway/testing'
import type { Role } from '@wardline/kit/permissions'
import type { SendPreview } from '../model.ts'

setDefaultTimeout(30_000)

const clock = movableClock(new Date('2026-11-23T22:30:00Z'))
let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
  const quietHours = { from: '22:00', to: '06:00', timeZone: 'UTC' }
  const { headers } = people.nurse
  await hospital.clients.notification.notifications.preferences.put({ quietHours, channels: ['webhook'] }, { headers })
})
afterAll(() => hospital?.stop())

const preview = (body: SendPreview, who: Role = 'admin') =>
  answerOf(hospital.clients.notification.notifications.send.preview.post(body, { headers: people[who].headers }))
const inboxOf = async (who: Role) =>
  (await hospital.clients.notification.notifications.get({ query: {}, headers: people[who].headers })).data

test('a preview says who would get it, and on which channels, and sends nothing', async () => {
  const before = await inboxOf('nurse')
  const to = { userIds: [people.nurse.userId, people.doctor.userId] }
  const { status, data } = await preview({ to, channels: ['in-app', 'email', 'webhook'] })
  expect([status, data?.count]).toEqual([200, 2])
  const { nurse, doctor } = people
  expect(data?.people).toEqual(
    expect.arrayContaining([nurse, doctor].map(({ userId, name }) => expect.objectContaining({ id: userId, name }))),
  )
  const rest = { overridden: false, count: 1 }
  expect(data?.deliveries).toHaveLength(5)
  expect(data?.deliveries).toEqual(
    expect.arrayContaining([
      { channel: 'in-app', status: 'delivered', cause: null, overridden: false, count: 2 },
      { channel: 'email', status: 'suppressed', cause: 'switched-off', ...rest },
      { channel: 'email', status: 'pending', cause: null, ...rest },
      { channel: 'webhook', status: 'suppressed', cause: 'quiet-hours', ...rest },
      { channel: 'webhook', status: 'failed', cause: 'no-address', ...rest },
    ]),
  )
  expect(await inboxOf('nurse')).toEqual(before as NonNullable<typeof before>)
})

test('it looks at the hour of sending, and at what a critical one overrides', async () => {
  const email = async (body: Partial<SendPreview>) =>
    (await preview({ to: { userIds: [people.nurse.userId] }, channels: ['webhook'], ...body })).data?.deliveries
  expect(await email({ sendAt: '2026-11-24T08:00:00Z' })).toMatchObject([{ status: 'failed', cause: 'no-address' }])
  expect(await email({ severity: 'critical', channels: ['email'] })).toMatchObject([
    { status: 'pending', overridden: true },
  ])
})

test('it names twenty at most, and nobody when nobody is meant', async () => {
  const { data } = await preview({ to: { everyone: true } })
  expect(data?.count).toBeGreaterThanOrEqual(5)
  expect(data?.people.length).toBeLessThanOrEqual(20)
  expect((await preview({ to: {} })).data).toEqual({ count: 0, people: [], deliveries: [] })
})

test('it is refused as the send itself would be', async () => {
  expect((await preview({ to: { roles: ['nurse'] } }, 'nurse')).status).toBe(403)
  expect((await preview({ to: { everyone: true }, sendAt: '2020-01-01T00:00:00Z' })).status).toBe(422)
})
