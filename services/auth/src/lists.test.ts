import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Problem } from '@wardline/kit/errors'
import type { DirectoryEntry, Resolved, User } from './model.ts'
import { users } from './tables.ts'
import { startAuth, type TestAuth } from './testing.ts'

setDefaultTimeout(20_000)

let auth: TestAuth
beforeAll(async () => {
  auth = await startAuth()
})
afterAll(() => auth.stop())

interface List<T = User> {
  items: T[]
  nextCursor: string | null
  total?: number
}
const get = async <T = User & Omit<Problem, 'status'>>(path: string) =>
  auth.call<T>('GET', path, { token: await auth.adminToken() })
const remove = async (id: string) => auth.call('DELETE', `/auth/users/${id}`, { token: await auth.adminToken() })

describe('lists', () => {
  beforeAll(async () => {
    for (const name of ['Ángela Núñez', 'angel ruiz', 'Zoë O’Brien', 'Łukasz Æbeltoft'])
      await auth.account('receptionist', { name, email: `${crypto.randomUUID().slice(0, 8)}.list@hospital.example` })
    await remove((await auth.account('receptionist', { name: 'Angela Gone' })).id)
  })
  const names = async (path: string) => (await get<List<DirectoryEntry>>(path)).body.items.map(({ name }) => name)

  test.each([
    ['part of a name, accents and case ignored', 'q=ANGEL', ['angel ruiz', 'Ángela Núñez']],
    ['words in any order', 'q=nunez%20ang', ['Ángela Núñez']],
    ['apostrophes left out', "q=o'brien", ['Zoë O’Brien']],
    ['letters that have no accent to lose', 'q=lukasz%20aebel', ['Łukasz Æbeltoft']],
    ['a wildcard is a character', 'q=%25', []],
    ['part of an address', 'q=.list@hospital', []],
    ['a role', 'q=angel&role=nurse', []],
  ])('the directory finds %s', async (_, query, expected) => {
    expect(await names(`/directory?${query}`)).toEqual(expected)
  })

  test('the directory gives no address, and matches one only whole', async () => {
    const { id, email, name, role } = await auth.account('doctor')
    const { body } = await get<List>(`/directory?q=${email.toUpperCase()}`)
    expect(body).toEqual({ items: [{ id, name, role } as User], nextCursor: null })
  })

  test('the directory names those whose ids it is given, who are active', async () => {
    const [one, other, gone] = [
      await auth.account('nurse', { name: 'Berta Soler' }),
      await auth.account('admin', { name: 'Abel Roca' }),
      await auth.account('doctor', { name: 'Carla Gone' }),
    ]
    await remove(gone.id)
    const asked = [one.id.toUpperCase(), other.id, gone.id, Bun.randomUUIDv7()]
    expect(await names(`/directory?ids=${asked.join(',')}`)).toEqual(['Abel Roca', 'Berta Soler'])
    expect(await names(`/directory?ids=${one.id}&ids=${other.id}&role=nurse`)).toEqual(['Berta Soler'])
    expect(await names(`/directory?ids=${gone.id}`)).toEqual([])
  })

  test.each([
    ['no id', ''],
    ['what is none', 'someone'],
    ['more than 100', Array.from({ length: 101 }, () => Bun.randomUUIDv7()).join(',')],
  ])('the directory refuses %s', async (_, ids) => {
    const { status, body } = await get(`/directory?ids=${ids}`)
    expect([status, body.errors?.[0]?.path.split('.')[0]]).toEqual([422, 'ids'])
  })

  test('administrators find by part of name or address, disabled ones too', async () => {
    expect(await names('/auth/users?q=angel')).toEqual(['angel ruiz', 'Angela Gone', 'Ángela Núñez'])
    expect(await names('/auth/users?q=angel&status=disabled')).toEqual(['Angela Gone'])
    expect(await names('/auth/users?q=.LIST@hospital&sort=-name')).toHaveLength(4)
  })

  test.each(['name', '-name', 'email', '-email', 'createdAt', '-createdAt'])('by %s, page by page', async (sort) => {
    const whole = (await get<List>(`/auth/users?limit=100&count=true&sort=${sort}`)).body
    const paged: User[] = []
    let cursor = ''
    do {
      const { body } = await get<List>(`/auth/users?limit=7&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      paged.push(...body.items)
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(paged.slice(0, 100)).toEqual(whole.items)
    expect(new Set(paged.map(({ id }) => id)).size).toBe(whole.total as number)
  })

  test.each(['limit=0', 'limit=101', 'cursor=x', 'sort=role', 'role=root', 'colour=red', 'status=gone'])(
    'names what is wrong with %s',
    async (query) => {
      const { status, body } = await get(`/auth/users?${query}`)
      expect([status, body.errors?.[0]?.path]).toEqual([422, query.split('=')[0]])
    },
  )
})

describe('other parts', () => {
  const internal = async <T>(method: string, path: string, body?: unknown) =>
    (await auth.call<T>(method, `/internal/${path}`, { token: await auth.partToken(), body })).body

  test('look users up, disabled ones too', async () => {
    const { id, email, name } = await auth.account('nurse')
    await remove(id)
    const found = await internal<List>('POST', 'users/lookup', { ids: [id, Bun.randomUUIDv7(), id] })
    expect(found.items).toEqual([{ id, email, name, role: 'nurse', status: 'disabled' } as User])
    expect(await internal('POST', 'users/lookup', { ids: [] })).toEqual({ items: [] } as never)
  })

  test('resolve who is meant: active users, each once, in order', async () => {
    const resolve = async (body: object) =>
      (await internal<{ userIds: string[] }>('POST', 'users/resolve', body)).userIds
    const [nurse, doctor, gone] = [
      await auth.account('nurse'),
      await auth.account('doctor'),
      await auth.account('nurse'),
    ]
    await remove(gone.id)
    const active = (await auth.db.select().from(users)).filter(({ status }) => status === 'active')
    const ids = (of: typeof active) => of.map(({ id }) => id).sort()
    expect(await resolve({})).toEqual([])
    expect(await resolve({ userIds: [] })).toEqual([])
    expect(await resolve({ userIds: [doctor.id, gone.id, nurse.id, doctor.id] })).toEqual([nurse.id, doctor.id])
    expect(await resolve({ everyone: true })).toEqual(ids(active))
    expect(await resolve({ roles: ['nurse'], userIds: [doctor.id, nurse.id] })).toEqual(
      ids(active.filter(({ id, role }) => role === 'nurse' || id === doctor.id)),
    )
  })

  test('learn whoever sends by name in the same answer, meant or not', async () => {
    const resolve = (body: object, senderId: string) =>
      internal<Resolved>('POST', `users/resolve?senderId=${senderId}`, body)
    const [nurse, sender] = [await auth.account('nurse'), await auth.account('doctor')]
    const named = { id: sender.id, name: sender.name }
    expect(await resolve({ userIds: [nurse.id] }, sender.id)).toEqual({ userIds: [nurse.id], sender: named })
    expect(await resolve({ userIds: [sender.id] }, sender.id)).toEqual({ userIds: [sender.id], sender: named })
    const doctors = await resolve({ roles: ['nurse'] }, sender.id)
    expect([doctors.userIds.includes(sender.id), doctors.sender]).toEqual([false, named])
    const unknown = await resolve({ userIds: [nurse.id] }, Bun.randomUUIDv7())
    expect(unknown).toEqual({ userIds: [nurse.id], sender: null })
    expect(await internal<Resolved>('POST', 'users/resolve', { userIds: [nurse.id] })).toEqual(unknown)
  })

  test('learn of revoked sessions, of 20 minutes at most', async () => {
    const revoked = async (since?: Date) => {
      const query = since ? `?since=${since.toISOString()}` : ''
      const { items, at } = await internal<{ items: { sessionId: string; revokedAt: string }[]; at: string }>(
        'GET',
        `sessions/revoked${query}`,
      )
      expect(at).toBe(auth.clock.now().toISOString())
      return items
    }
    auth.advance(3600_000)
    const { cookie } = await auth.signIn((await auth.account('nurse')).email)
    await auth.call('POST', '/auth/logout', { cookie: String(cookie) })
    const [sessionId, revokedAt] = [String(cookie).slice(0, 36), auth.clock.now()]
    const entry = { sessionId, revokedAt: revokedAt.toISOString() }
    expect([await revoked(), await revoked(revokedAt), await revoked(new Date(0))]).toEqual(Array(3).fill([entry]))
    expect(await revoked(new Date(revokedAt.getTime() + 1))).toEqual([])
    auth.advance(20 * 60_000)
    expect(await revoked(new Date(0))).toEqual([entry])
    auth.advance(1)
    expect(await revoked(new Date(0))).toEqual([])
  })
})
