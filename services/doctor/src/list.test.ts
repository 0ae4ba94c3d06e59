import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Doctors, startDoctors } from './testing.ts'

setDefaultTimeout(30_000)

let doctors: Doctors
const names = async (query: string) => (await doctors.list(query)).items.map(({ name }) => name)

beforeAll(async () => {
  doctors = await startDoctors()
  const register = [
    ['Ada', 'Okafor', 'Cardiology'],
    ['José', 'Núñez', 'Cardiología'],
    ['Sean', 'O’Brien', 'Neurology'],
    ['Ana', 'Álvarez', 'cardiology'],
    ['Uwe', 'Straße', 'Ear, nose & throat'],
  ] as const
  for (const [givenName, familyName, specialty] of register) {
    doctors.clock.advance(1000)
    await doctors.create({ givenName, familyName, specialty })
  }
})
afterAll(() => doctors?.stop())

describe('a list of doctors', () => {
  test('is in the order asked for, by family name if none is', async () => {
    const byName = ['Ana Álvarez', 'José Núñez', 'Sean O’Brien', 'Ada Okafor', 'Uwe Straße']
    expect(await names('')).toEqual(byName)
    expect(await names('?sort=-name')).toEqual(byName.toReversed())
    expect(await names('?sort=-createdAt&limit=1')).toEqual(['Uwe Straße'])
    expect((await names('?sort=specialty'))[0]).toBe('José Núñez')
    expect((await doctors.list('?limit=1&count=true')).total).toBe(5)
  })
  test.each(['sort=name', 'sort=-specialty', 'sort=specialty', 'sort=createdAt', 'q=card'])(
    'by pages shows everyone once: %s',
    async (query) => {
      const whole = await names(`?${query}`)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await doctors.list(`?limit=2&${query}${cursor && `&cursor=${cursor}`}`)
        paged.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      }
      expect(paged).toEqual(whole)
    },
  )
  test.each<[string, string[]]>([
    ['nunez', ['José Núñez']],
    ['Dr. Núñez', ['José Núñez']],
    ['OBRIEN', ['Sean O’Brien']],
    ['cardio', ['Ana Álvarez', 'José Núñez', 'Ada Okafor']],
    ['cardiologia jose', ['José Núñez']],
    ['strasse throat', ['Uwe Straße']],
    ['nobody', []],
    ['%', []],
  ])('searched for “%s” is %j', async (q, expected) =>
    expect(await names(`?q=${encodeURIComponent(q)}`)).toEqual(expected),
  )
  test('may be narrowed to a specialty, whatever its case', async () => {
    expect(await names('?specialty=CARDIOLOGY')).toEqual(['Ana Álvarez', 'Ada Okafor'])
    expect(await names('?specialty=cardio')).toEqual([])
  })
  test('finds staff the doctor who signs in with an account, and tells patients nothing of accounts', async () => {
    const { userId } = doctors.people.doctor
    expect(await names(`?userId=${userId}`)).toEqual([])
    const { id } = await doctors.create({ givenName: 'Zita', familyName: 'Login', userId })
    expect(await names(`?userId=${userId.toUpperCase()}`)).toEqual(['Zita Login'])
    await doctors.archive(id)
    expect(await names(`?userId=${userId}`)).toEqual([])
    expect(await names(`?userId=${userId}&archived=true`)).toEqual(['Zita Login'])
    const { status, body } = await doctors.call('GET', `/doctors?userId=${userId}`, { who: 'patient' })
    expect([status, body.errors?.[0]?.path]).toEqual([422, 'userId'])
  })
  test.each([
    ['userId=ada', 'userId'],
    ['limit=0', 'limit'],
    ['sort=room', 'sort'],
    ['specialty=', 'specialty'],
    ['shoeSize=42', 'shoeSize'],
    ['cursor=nonsense', 'cursor'],
  ])('is refused for %s', async (query, path) => {
    const { status, body } = await doctors.call('GET', `/doctors?${query}`, { who: 'nurse' })
    expect(status).toBe(422)
    expect(body.errors?.[0]?.path).toBe(path)
  })
  test('is for whoever is signed in', async () => {
    expect((await doctors.call('GET', '/doctors')).status).toBe(401)
  })
})

describe('an archived doctor', () => {
  test('stays readable to staff, is closed to changes, and is gone for patients', async () => {
    const { id } = await doctors.create({ givenName: 'Gone' })
    expect((await doctors.archive(id)).status).toBe(204)
    expect((await doctors.archive(id)).status).toBe(204)
    const found = await doctors.call('GET', `/doctors/${id}`, { who: 'nurse' })
    expect(found.body).toMatchObject({ version: 2, archivedAt: doctors.clock.now().toISOString() })
    expect(await doctors.change(id, { room: '1' })).toMatchObject({ status: 409, body: { kind: 'archived' } })
    expect((await doctors.call('GET', `/doctors/${id}`, { who: 'patient' })).status).toBe(404)
    const listed = async (query: string, who: 'nurse' | 'patient') =>
      (await doctors.list(`?q=gone${query}`, who)).items.length
    expect([await listed('', 'nurse'), await listed('&archived=true', 'nurse')]).toEqual([0, 1])
    expect([await listed('', 'patient'), await listed('&archived=true', 'patient')]).toEqual([0, 0])
    expect((await doctors.historyOf(id)).map(({ action }) => action)).toEqual(['created', 'archived'])
    expect((await doctors.eventsOf(id))[1]).toEqual({ type: 'doctor.archived', version: 2, ids: { doctorId: id } })
  })
})
