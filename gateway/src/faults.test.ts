import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '@wardline/db/connect'
import { type Service, services } from '@wardline/kit/parts'
import { eventually } from '@wardline/kit/testing'
import { type SignedIn, startProcesses } from './testing.ts'

setDefaultTimeout(60_000)

type Hospital = Awaited<ReturnType<typeof startProcesses>>

const post = async (hospital: Hospital, who: SignedIn, path: string, body: object) =>
  (await (await hospital.fetch(path, { method: 'POST', headers: who.headers, body })).json()) as {
    id: string
    ids: string[]
  }

const status = async (hospital: Hospital, who: SignedIn, path: string) =>
  (await hospital.fetch(path, { headers: who.headers })).status

const newDoctor = (hospital: Hospital, admin: SignedIn, userId: string | null) =>
  post(hospital, admin, '/doctors', { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', userId })
const newPatient = (hospital: Hospital, admin: SignedIn) =>
  post(hospital, admin, '/patients', {
    givenName: 'Amina',
    familyName: 'Diallo',
    birthDate: '1980-02-29',
    sex: 'female',
  })

/** A weekday ahead, at nine in Madrid. */
function ahead(days: number): string {
  let date = Temporal.Now.plainDateISO('Europe/Madrid').add({ days })
  while (date.dayOfWeek > 5) date = date.add({ days: 1 })
  return date.toZonedDateTime({ timeZone: 'Europe/Madrid', plainTime: '09:00' }).toInstant().toString()
}

describe.each(['single', 'split'] as const)('%s: the login of one service taken away', (profile) => {
  let hospital: Hospital
  let admin: SignedIn
  const routes: Record<Service, string> = {
    auth: '/auth/users',
    patient: '/patients',
    doctor: '/doctors',
    appointment: '/appointments',
    notification: '/notifications',
  }
  const asOwner = async (statement: string) => {
    const { pool, close } = connect(hospital.database.ownerUrl, { name: 'fault' })
    await pool.query(statement)
    await close()
  }
  beforeAll(async () => {
    hospital = await startProcesses(profile)
    admin = await hospital.as('admin')
    const [doctor, patient] = await Promise.all([newDoctor(hospital, admin, null), newPatient(hospital, admin)])
    await post(hospital, admin, '/appointments', { doctorId: doctor.id, patientId: patient.id, startsAt: ahead(3) })
  })
  afterAll(() => hospital?.stop())

  test.each(services)('%s: its routes answer 503, no other’s do, and all is well when it is back', async (service) => {
    const name = new URL(hospital.database.urls[service]).pathname.slice(1)
    await asOwner(`revoke connect on database ${name} from ${service}`)
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and usename = '${service}'`,
    )
    const answers = Object.fromEntries(
      await Promise.all(services.map(async (each) => [each, await status(hospital, admin, routes[each])] as const)),
    )
    expect(answers).toEqual(Object.fromEntries(services.map((each) => [each, each === service ? 503 : 200])))
    const ready = await hospital.fetch('/health/ready')
    expect([ready.status, ((await ready.json()) as { parts: object }).parts]).toEqual([
      503,
      expect.objectContaining({ [service]: 'down' }),
    ])
    await asOwner(`grant connect on database ${name} to ${service}`)
    await eventually(async () => (await status(hospital, admin, routes[service])) === 200)
    await eventually(async () => (await status(hospital, admin, '/health/ready')) === 200)
  })
})

describe.each(['single', 'split'] as const)('%s: everything killed at once', (profile) => {
  test('what was accepted is there after the next start, and what was pending arrives', async () => {
    const hospital = await startProcesses(profile)
    try {
      const [admin, doctorUser] = await Promise.all([hospital.as('admin'), hospital.as('doctor')])
      const [doctor, patient] = await Promise.all([
        newDoctor(hospital, admin, doctorUser.userId),
        newPatient(hospital, admin),
      ])
      const bookings = []
      for (let day = 3; day < 8; day += 1)
        bookings.push(
          await post(hospital, admin, '/appointments', {
            doctorId: doctor.id,
            patientId: patient.id,
            startsAt: ahead(day * 7),
          }),
        )
      const sent = await post(hospital, admin, '/notifications/send', {
        to: { userIds: [doctorUser.userId] },
        title: 'Please call back',
        body: 'The laboratory',
        channels: ['in-app', 'email'],
      })
      await hospital.kill()
      await hospital.startAgain()

      for (const { id } of bookings) expect(await status(hospital, admin, `/appointments/${id}`)).toBe(200)
      const told = async () => {
        const response = await hospital.fetch('/notifications?limit=100', { headers: doctorUser.headers })
        const { items } = (await response.json()) as { items: { id: string; data: { appointmentId?: string } }[] }
        return items
      }
      await eventually(async () => (await told()).length >= bookings.length + 1)
      const items = await told()
      expect(items.flatMap(({ data }) => data.appointmentId ?? []).sort()).toEqual(bookings.map(({ id }) => id).sort())
      expect(items.filter(({ id }) => sent.ids.includes(id))).toHaveLength(1)
      await eventually(async () => {
        const mail = await readdir(join(hospital.env.DATA_DIR as string, 'mail')).catch(() => [])
        const { items } = (await (
          await hospital.fetch(`/notifications/${sent.ids[0]}/deliveries`, { headers: admin.headers })
        ).json()) as { items: { channel: string; status: string }[] }
        const email = items.find(({ channel }) => channel === 'email')?.status
        // Killed while it was being sent, nobody can know: the ledger says so.
        return email === 'unknown' || (email === 'delivered' && mail.length === 1)
      })
    } finally {
      await hospital.stop()
    }
  })
})
