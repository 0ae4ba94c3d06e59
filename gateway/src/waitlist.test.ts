import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { eventually } from '@wardline/kit/testing'
import { profiles, type SignedIn, startProcesses } from './testing.ts'
import { listenToStream } from './testing-streams.ts'

setDefaultTimeout(60_000)

interface Doctor {
  id: string
  name: string
}
interface Entry {
  id: string
  status: string
  patient: { id: string; name: string; mrn: string }
  doctor: Doctor | null
  offer: { id: string; doctor: Doctor; startsAt: string } | null
  offers: { status: string; doctor: Doctor; endedBy: { id: string; name: string } | null }[]
}
interface Visit {
  id: string
  patient: { id: string; name: string; mrn: string }
  doctor: Doctor
}
interface Board {
  doctors: {
    doctor: Doctor & { specialty: string; room: string | null }
    waiting: (Visit & { waitingMinutes: number })[]
  }[]
}

/** A weekday ahead, on the wall clock of the hospital. */
function ahead(days: number, time = '09:00'): string {
  let date = Temporal.Now.plainDateISO('Europe/Madrid').add({ days })
  while (date.dayOfWeek > 5) date = date.add({ days: 1 })
  return date.toZonedDateTime({ timeZone: 'Europe/Madrid', plainTime: time }).toInstant().toString()
}

type Hospital = Pick<Awaited<ReturnType<typeof startProcesses>>, 'fetch' | 'url' | 'as' | 'stop'>

/** A doctor with one appointment, and people who wait for it to be given up. */
async function prepare(hospital: Hospital, waiting: number) {
  const [admin, nurse] = await Promise.all([hospital.as('admin'), hospital.as('nurse', 'Nora Nurse')])
  const call = async <T>(method: string, path: string, who: SignedIn, body?: object) => {
    const response = await hospital.fetch(path, { method, headers: who.headers, ...(body && { body }) })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
  }
  const born = { familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }
  const person = async (userId?: string) =>
    (await call<Doctor>('POST', '/patients', admin, { givenName: 'Amina', ...born, ...(userId && { userId }) })).body.id
  const made = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', room: '12' }
  const doctorId = (await call<Doctor>('POST', '/doctors', admin, made)).body.id
  const booking = { doctorId, patientId: await person(), startsAt: ahead(7) }
  const { body: booked } = await call<Visit>('POST', '/appointments', admin, booking)
  const users = await Promise.all(Array.from({ length: waiting }, () => hospital.as('patient')))
  const entries: string[] = []
  for (const user of users)
    entries.push(
      (await call<Entry>('POST', '/waitlist', admin, { doctorId, patientId: await person(user.userId) })).body.id,
    )
  const entry = async (index: number) => (await call<Entry>('GET', `/waitlist/${entries[index]}`, admin)).body
  return { ...{ admin, nurse, call, person, doctorId, booked, users, entries, entry } }
}

describe.each(profiles)('%s:', (_, start) => {
  let hospital: Hospital
  beforeAll(async () => {
    hospital = await start()
  })
  afterAll(() => hospital?.stop())

  test('a time that is given up goes to the first, declined to the second, who has it', async () => {
    const { admin, call, doctorId, booked, users, entries, entry } = await prepare(hospital, 2)
    const [first, second] = users as [SignedIn, SignedIn]
    const stream = await listenToStream(hospital.url, second.token)
    await stream.next(({ type }) => type === 'ready')
    await call('DELETE', `/appointments/${booked.id}?reasonCode=patient-asked`, admin)
    await eventually(async () => (await entry(0)).status === 'offered', 3000)
    expect((await call<{ kind: string }>('POST', `/waitlist/${entries[1]}/accept`, second)).body.kind).toBe(
      'offer-over',
    )

    const declined = await call<Entry>('POST', `/waitlist/${entries[0]}/decline`, first)
    expect([declined.status, declined.body.offers[0]?.endedBy]).toEqual([200, { id: first.userId, name: first.name }])
    const heard = await stream.next(
      ({ type, data }) => type === 'notification' && (data as { kind: string }).kind === 'waitlist.offered',
    )
    expect(heard.data).toMatchObject({ link: `/app/waitlist/${entries[1]}` })
    stream.close()

    const mine = await call<{ items: Entry[] }>('GET', '/waitlist', second)
    expect(mine.body.items).toMatchObject([
      {
        ...{ id: entries[1], status: 'offered', patient: { name: 'Amina Diallo' } },
        ...{ doctor: { id: doctorId, name: 'Ada Okafor' }, offer: { doctor: { name: 'Ada Okafor' } } },
      },
    ])
    const accepted = await call<Visit>('POST', `/waitlist/${entries[1]}/accept`, second, {
      offerId: mine.body.items[0]?.offer?.id,
    })
    expect([accepted.status, accepted.body.patient.name, accepted.body.doctor.name]).toEqual([
      201,
      'Amina Diallo',
      'Ada Okafor',
    ])
    const chain = await call<{ items: { offers: { status: string; patient: { name: string } }[] }[] }>(
      'GET',
      `/waitlist/offers?doctorId=${doctorId}`,
      admin,
    )
    expect(chain.body.items.map(({ offers }) => offers.map(({ status, patient }) => [status, patient.name]))).toEqual([
      [
        ['declined', 'Amina Diallo'],
        ['accepted', 'Amina Diallo'],
      ],
    ])
    expect((await call('DELETE', `/waitlist/${entries[0]}`, first)).status).toBe(204)
  })

  test('the board says who is here as soon as they are, and everybody by name', async () => {
    const { admin, nurse, call, person, doctorId } = await prepare(hospital, 0)
    const stream = await listenToStream(hospital.url, nurse.token)
    await stream.next(({ type }) => type === 'ready')
    const startsAt = new Date(Date.now() + 60_000).toISOString()
    const walkIn = { doctorId, patientId: await person(), startsAt, overrideReason: 'walk-in' }
    const { body: visit } = await call<Visit>('POST', '/appointments', admin, walkIn)
    await call('PUT', `/appointments/${visit.id}`, admin, { status: 'arrived' })
    await stream.next(({ type, data }) => type === 'changed' && (data as { ids: string[] }).ids.includes(visit.id))
    stream.close()
    const date = Temporal.Instant.from(startsAt).toZonedDateTimeISO('Europe/Madrid').toPlainDate().toString()
    const { body } = await call<Board>('GET', `/board?date=${date}&doctorId=${doctorId}`, nurse)
    expect(body.doctors).toMatchObject([
      {
        doctor: { id: doctorId, name: 'Ada Okafor', specialty: 'Cardiology', room: '12' },
        waiting: [{ id: visit.id, patient: { name: 'Amina Diallo' }, waitingMinutes: 0 }],
      },
    ])
  })
})

describe('split: killed', () => {
  test('with a time just given up, it is offered after the next start, to the first alone', async () => {
    const hospital = await startProcesses('split')
    try {
      const { admin, call, doctorId, booked, users, entry } = await prepare(hospital, 2)
      await call('DELETE', `/appointments/${booked.id}`, admin)
      await hospital.kill()
      await hospital.startAgain()
      await eventually(async () => (await entry(0)).status === 'offered', 30_000)
      expect((await entry(1)).status).toBe('waiting')
      const told = async () => {
        const { headers } = users[0] as SignedIn
        const { items } = (await (await hospital.fetch('/notifications?limit=100', { headers })).json()) as {
          items: { kind: string }[]
        }
        return items.filter(({ kind }) => kind === 'waitlist.offered').length
      }
      await eventually(async () => (await told()) > 0)
      const chain = await call<{ items: { offers: { status: string }[] }[] }>(
        'GET',
        `/waitlist/offers?doctorId=${doctorId}`,
        admin,
      )
      expect(chain.body.items.map(({ offers }) => offers.map(({ status }) => status))).toEqual([['offered']])
      expect(await told()).toBe(1)
    } finally {
      await hospital.stop()
    }
  })
})
