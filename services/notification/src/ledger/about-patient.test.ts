import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { type Hospital, type People, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import type { AboutPatient } from '../model.ts'
import { aboutPatient } from '../tables.ts'

setDefaultTimeout(30_000)

let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital()
  people = await hospital.people()
})
afterAll(() => hospital?.stop())

async function registered(familyName: string): Promise<string> {
  const body = { givenName: 'Ada', familyName, birthDate: '1980-05-17', sex: 'female' }
  const headers = people.receptionist.headers
  return ((await (await hospital.fetch('/patients', { method: 'POST', headers, body })).json()) as { id: string }).id
}

const send = (title: string, link: string | null) =>
  hospital.fetch('/notifications/send', {
    method: 'POST',
    headers: people.admin.headers,
    body: { to: { userIds: [people.nurse.userId, people.doctor.userId] }, title, body: 'b', ...(link && { link }) },
  })

const about = async (patientId: string, who: keyof People = 'receptionist', query = '') => {
  const path = `/patients/${patientId}/notifications${query}`
  const response = await hospital.fetch(path, { headers: people[who].headers })
  expect(response.status).toBe(200)
  return (await response.json()) as {
    items: (AboutPatient & { user: { name: string } })[]
    nextCursor: string | null
    total?: number
  }
}

test('what was told about a patient is listed with whom it went to, its words only for who may read them', async () => {
  const [patientId, otherId] = await Promise.all([registered('Told'), registered('Other')])
  await send('Potassium 6.9', `/app/patients/${patientId}`)
  await send('Somebody else', `/app/patients/${otherId}`)
  await send('About nobody', null)

  const atTheDesk = await about(patientId)
  expect(atTheDesk.items.map(({ user, title, body }) => [user.name, title, body]).sort()).toEqual(
    [people.doctor, people.nurse].map(({ name }) => [name, null, null]).sort(),
  )
  const titles = async (who: keyof People) => (await about(patientId, who)).items.map(({ title }) => title)
  expect(await titles('admin')).toEqual(['Potassium 6.9', 'Potassium 6.9'])
  expect((await titles('nurse')).sort()).toEqual(['Potassium 6.9', null])
})

test('the newest comes first, page by page', async () => {
  const patientId = await registered('Paged')
  for (const title of ['one', 'two', 'three']) await send(title, `/app/patients/${patientId}/alerts`)
  const first = await about(patientId, 'admin', '?limit=4&count=true')
  const rest = await about(patientId, 'admin', `?limit=4&cursor=${first.nextCursor}`)
  expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual([
    ...['three', 'three', 'two', 'two'],
    ...['one', 'one'],
  ])
  expect([first.total, rest.nextCursor]).toEqual([6, null])
})

test('a patient does not learn whom we told', async () => {
  const path = `/patients/${await registered('Curious')}/notifications`
  expect((await hospital.fetch(path, { headers: people.patient.headers })).status).toBe(403)
})

test('is found by its index', async () => {
  const database = connect(hospital.config.databaseUrls.notification, { name: 'test', max: 1 })
  const plan = await database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return tx.execute(sql`explain select * from notification.notification
      where ${aboutPatient} = '01933b8e-0000-7000-8000-000000000000' and ${aboutPatient} is not null
      order by created_at desc, id desc limit 21`)
  })
  expect(JSON.stringify(plan.rows)).toContain('notification_about_patient')
  await database.close()
})
