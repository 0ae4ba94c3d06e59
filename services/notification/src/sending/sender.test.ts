import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Hospital, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Notification, Send } from '../model.ts'
import { engine, eventually } from '../testing.ts'

setDefaultTimeout(30_000)

let hospital: Hospital
let admin: SignedIn
let reader: SignedIn

beforeAll(async () => {
  hospital = await startHospital({ worker: true, env: engine })
  ;[admin, reader] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
})
afterAll(() => hospital?.stop())

const api = () => hospital.clients.notification.notifications
async function send(from: SignedIn, values: Partial<Send> = {}): Promise<string> {
  const body = { to: { userIds: [reader.userId] }, title: 'Title', body: 'Body', ...values }
  return (await api().send.post(body, { headers: from.headers })).data?.ids?.[0] as string
}
const read = async (id: string): Promise<Notification | null> =>
  (await api()({ id }).get({ headers: reader.headers })).data
const senderOf = async (id: string) => (await read(id))?.sender

describe('a message names whoever sent it', () => {
  test('as they were called then', async () => {
    const nurse = await hospital.as('nurse', 'Ana Ruiz')
    const first = await send(nurse)
    await hospital.clients.auth.auth
      .users({ id: nurse.userId })
      .put({ name: 'Ana Ruiz Vega' }, { headers: admin.headers })
    const second = await send(nurse)
    expect(await senderOf(first)).toEqual({ id: nurse.userId, name: 'Ana Ruiz' })
    expect(await senderOf(second)).toEqual({ id: nurse.userId, name: 'Ana Ruiz Vega' })
  })
  test('when it was to a role, and to oneself', async () => {
    const sent = { id: admin.userId, name: admin.name }
    const toRole = await send(admin, { to: { roles: ['receptionist'] } })
    expect(await senderOf(toRole)).toEqual(sent)
    const toOneself = await send(admin, { to: { userIds: [admin.userId] } })
    expect((await api()({ id: toOneself }).get({ headers: admin.headers })).data?.sender).toEqual(sent)
  })
  test('when it was written later', async () => {
    const id = await send(admin, { sendAt: new Date(Date.now() + 200).toISOString() })
    const item = await eventually(async () => (await read(id)) ?? undefined)
    expect(item.sender).toEqual({ id: admin.userId, name: admin.name })
  })
})
