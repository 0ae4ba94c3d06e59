import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Problem } from '@wardline/kit/errors'
import { type Role, roles } from '@wardline/kit/permissions'
import { eq } from 'drizzle-orm'
import { ensureAdministrator } from './administrator.ts'
import type { DirectoryEntry, User } from './model.ts'
import { history, outbox, sessions, users } from './tables.ts'
import { password, startAuth, type TestAuth } from './testing.ts'

setDefaultTimeout(20_000)

let auth: TestAuth
beforeAll(async () => {
  auth = await startAuth()
})
afterAll(() => auth.stop())

type Answer = User & Problem
interface List<T = User> {
  items: T[]
  nextCursor: string | null
  total?: number
}
const get = async <T = Answer>(path: string) => auth.call<T>('GET', path, { token: await auth.adminToken() })
const post = async (body: unknown) => auth.call<Answer>('POST', '/auth/users', { token: await auth.adminToken(), body })
const put = async (id: string, body: unknown, headers = {}) =>
  auth.call<Answer>('PUT', `/auth/users/${id}`, { token: await auth.adminToken(), body, headers })
const remove = async (id: string) =>
  auth.call<Answer>('DELETE', `/auth/users/${id}`, { token: await auth.adminToken() })
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()
const tokenOf = async (role: Role) => (await auth.signIn((await auth.account(role)).email)).body.accessToken

describe('who may', () => {
  const routes: [string, string, readonly Role[]][] = [
    ['GET', '/auth/me', roles],
    ['GET', '/auth/users', ['admin']],
    ['POST', '/auth/users', ['admin']],
    ['GET', `/auth/users/${Bun.randomUUIDv7()}`, ['admin']],
    ['PUT', `/auth/users/${Bun.randomUUIDv7()}`, ['admin']],
    ['DELETE', `/auth/users/${Bun.randomUUIDv7()}`, ['admin']],
    ['GET', '/directory', ['admin', 'doctor', 'nurse', 'receptionist']],
    ['POST', '/internal/users/lookup', []],
    ['POST', '/internal/users/resolve', []],
    ['GET', '/internal/sessions/revoked', []],
  ]
  test.each(routes)('%s %s', async (method, path, allowed) => {
    expect((await auth.call(method, path)).status).toBe(401)
    for (const role of roles) {
      const { status } = await auth.call(method, path, { token: await tokenOf(role) })
      expect([role, status !== 403]).toEqual([role, allowed.includes(role)])
    }
  })
})

describe('an administrator', () => {
  test.each(roles)('makes an account of role %s', async (role) => {
    const body = { email: `made-${role}@hospital.example`, name: 'Made', role, password }
    const made = await post(body)
    expect([made.status, made.body.role, made.body.version, made.cookie]).toEqual([201, role, 1, undefined])
    expect((await get(`/auth/users/${made.body.id}`)).body).toEqual(made.body)
    expect((await auth.signIn(body.email)).body.user).toEqual(made.body)
    expect((await post(body)).body.kind).toBe('email-taken')
  })

  test.each<[string, object]>([
    ['role', { role: 'root' }],
    ['role', { role: undefined }],
    ['status', { status: 'disabled' }],
    ['password', { password: 'short' }],
  ])('names “%s” when it is not valid', async (path, fields) => {
    const { status, body } = await post({ email: 'n@hospital.example', name: 'N', role: 'nurse', password, ...fields })
    expect([status, body.errors?.map((error) => error.path)]).toEqual([422, [path]])
  })

  test('changes name, role, status and password, and nothing else', async () => {
    const { id, email } = await auth.account('nurse')
    const changed = await put(id, { name: ' Nora Ñ ', role: 'doctor', password: 'another password' })
    expect([changed.status, changed.body]).toMatchObject([200, { name: 'Nora Ñ', role: 'doctor', version: 2 }])
    expect(statuses([await auth.signIn(email), await auth.signIn(email, 'another password')])).toEqual([200, 401])
    for (const body of [{ email: 'new@hospital.example' }, { passwordHash: 'x' }, { role: null }, { name: '' }])
      expect((await put(id, body)).status).toBe(422)
  })

  test('overwrites nobody else’s change', async () => {
    const { id } = await auth.account('nurse')
    expect((await put(id, { name: 'A', version: 1 })).status).toBe(200)
    const late = [await put(id, { name: 'B', version: 1 }), await put(id, { name: 'B' }, { 'if-match': '"1"' })]
    expect(late.map(({ body }) => body.kind)).toEqual(['stale', 'stale'])
    expect((await put(id, { name: 'B' }, { 'if-match': '"2"' })).status).toBe(200)
  })

  test.each(['GET', 'PUT', 'DELETE'])('%s of nobody is a 404', async (method) => {
    const token = await auth.adminToken()
    for (const id of [Bun.randomUUIDv7(), 'not-a-uuid'])
      expect((await auth.call(method, `/auth/users/${id}`, { token, body: {} })).status).toBe(404)
  })

  test('disables an account, again without effect, and enables it again', async () => {
    const { id, email } = await auth.account('nurse')
    expect([(await remove(id)).status, (await remove(id)).status]).toEqual([204, 204])
    expect((await get(`/auth/users/${id}`)).body).toMatchObject({ status: 'disabled', version: 2 })
    expect((await auth.signIn(email)).status).toBe(401)
    expect((await put(id, { status: 'active' })).body.status).toBe('active')
    expect((await auth.signIn(email)).status).toBe(200)
  })
})

describe('sessions end', () => {
  test.each<[string, object]>([
    ['disabling', { status: 'disabled' }],
    ['another role', { role: 'doctor' }],
    ['another password', { password }],
  ])('%s: all of the user’s, for good', async (_, change) => {
    const { id, email } = await auth.account('nurse')
    const signedIn = [await auth.signIn(email), await auth.signIn(email)]
    await put(id, change)
    const ids = signedIn.map(({ cookie }) => String(cookie).slice(0, 36))
    expect(auth.told.slice(-2).sort()).toEqual(ids.sort())
    await put(id, { status: 'active', role: 'nurse' })
    for (const { body, cookie } of signedIn) {
      expect((await auth.call('POST', '/auth/refresh', { cookie: String(cookie) })).status).toBe(401)
      expect((await auth.call('GET', '/auth/me', { token: body.accessToken })).status).toBe(401)
    }
  })

  test('not for another name, nor for the same role', async () => {
    const { id, email } = await auth.account('nurse')
    const { body } = await auth.signIn(email)
    await put(id, { name: 'Another', role: 'nurse', status: 'active' })
    expect((await auth.call('GET', '/auth/me', { token: body.accessToken })).status).toBe(200)
  })

  test('no sign-in slips past a disabling at the same time', async () => {
    const { id, email } = await auth.account('nurse')
    await Promise.all([auth.signIn(email), auth.signIn(email), Bun.sleep(0).then(() => remove(id)), auth.signIn(email)])
    const left = await auth.db.select().from(sessions)
    expect(left.filter((session) => session.userId === id && !session.revokedAt)).toEqual([])
  })
})

describe('the last administrator', () => {
  test.each<[string, object]>([
    ['is not demoted', { role: 'nurse' }],
    ['is not disabled', { status: 'disabled' }],
  ])('%s', async (_, change) => {
    for (const other of (await get<List>('/auth/users?role=admin&status=active')).body.items)
      if (other.id !== auth.admin.userId) await remove(other.id)
    const before = (await get(`/auth/users/${auth.admin.userId}`)).body
    const refused = [await put(auth.admin.userId, change), await remove(auth.admin.userId)]
    expect(refused.map(({ status, body }) => [status, body.kind])).toEqual(Array(2).fill([409, 'last-admin']))
    expect((await get(`/auth/users/${auth.admin.userId}`)).body).toEqual(before)
    expect((await put(auth.admin.userId, { name: 'Still in charge' })).status).toBe(200)
  })

  test('of two who remove each other at once, one stays', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await auth.account('admin')
      const mine = auth.admin.userId
      const theirs = (await auth.signIn(other.email)).body.accessToken
      const byOther = auth.call<Answer>('PUT', `/auth/users/${mine}`, { token: theirs, body: { role: 'nurse' } })
      const answers = await Promise.all([byOther, remove(other.id)])
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
      const all = await auth.db.select().from(users)
      expect(all.filter(({ role, status }) => role === 'admin' && status === 'active')).toHaveLength(1)
      await auth.db.update(users).set({ role: 'admin' }).where(eq(users.id, mine))
      await auth.renewAdmin()
      await remove(other.id)
    }
  })
})

describe('the first administrator', () => {
  const person = { email: 'first@hospital.example', password, name: 'First' }

  test('is not made where there is one, nor for an address that has an account', async () => {
    expect(await ensureAdministrator(auth, person)).toBe(false)
  })

  test('is made once, however many starts there are', async () => {
    const fresh = await startAuth({ administrator: false })
    const made = await Promise.all(Array.from({ length: 5 }, () => ensureAdministrator(fresh, person)))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect((await fresh.signIn('FIRST@hospital.example')).body.user).toMatchObject({ role: 'admin', name: 'First' })
    expect(await ensureAdministrator(fresh, { ...person, password: 'something else' })).toBe(false)
    expect((await fresh.signIn(person.email)).status).toBe(200)
    await fresh.stop()
  })
})

test('every change is on record with its author, and tells of itself', async () => {
  const { id } = await auth.account('nurse', { name: 'Recorded' })
  auth.advance(1000)
  await put(id, { name: 'Renamed', password: 'another password' })
  await remove(id)
  const entries = (await auth.db.select().from(history)).filter((entry) => entry.entityId === id)
  expect(entries.map(({ version, action, actorId, changes }) => [version, action, actorId, changes])).toEqual([
    [1, 'created', auth.admin.userId, expect.objectContaining({ name: [null, 'Recorded'], status: [null, 'active'] })],
    [2, 'updated', auth.admin.userId, { name: ['Recorded', 'Renamed'], password: [null, 'changed'] }],
    [3, 'disabled', auth.admin.userId, { status: ['active', 'disabled'] }],
  ])
  expect(entries[1]?.at).toEqual(auth.clock.now())
  const events = (await auth.db.select().from(outbox)).filter((event) => event.ids.userId === id)
  expect(events.map(({ type, version }) => [type, version]).sort()).toEqual([
    ['user.created', 1],
    ['user.updated', 2],
    ['user.updated', 3],
  ])
})

test('no password and no hash is on record', async () => {
  const kept = JSON.stringify(await auth.db.select().from(history))
  const hashes = (await auth.db.select().from(users)).map((user) => user.passwordHash)
  for (const secret of [password, 'another password', '$argon2', ...hashes]) expect(kept).not.toContain(secret)
})

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

  test('administrators find by part of name or address, disabled ones too', async () => {
    expect(await names('/auth/users?q=angel')).toEqual(['Angela Gone', 'angel ruiz', 'Ángela Núñez'])
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
    'refuses %s',
    async (query) => {
      expect((await get(`/auth/users?${query}`)).status).toBe(422)
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
