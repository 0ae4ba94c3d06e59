import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Problem } from '@wardline/kit/errors'
import { type Role, roles } from '@wardline/kit/permissions'
import { eq } from 'drizzle-orm'
import { ensureAdministrator } from './administrator.ts'
import type { User } from './model.ts'
import { history, outbox, sessions, users } from './tables.ts'
import { password, startAuth, type TestAuth } from './testing.ts'

setDefaultTimeout(20_000)

let auth: TestAuth
beforeAll(async () => {
  auth = await startAuth()
})
afterAll(() => auth.stop())

type Answer = User & Omit<Problem, 'status'>
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
    for (const other of (await get<{ items: User[] }>('/auth/users?role=admin&status=active')).body.items)
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

test('a change that changes nothing leaves no trace', async () => {
  const { id } = await auth.account('nurse', { name: 'Unchanged' })
  const { body } = await put(id, { name: ' Unchanged ', role: 'nurse', status: 'active' })
  expect(body.version).toBe(1)
  const entries = (await auth.db.select().from(history)).filter((entry) => entry.entityId === id)
  const events = (await auth.db.select().from(outbox)).filter((event) => event.ids.userId === id)
  expect([entries.length, events.length]).toEqual([1, 1])
})

test('no password and no hash is on record', async () => {
  const kept = JSON.stringify(await auth.db.select().from(history))
  const hashes = (await auth.db.select().from(users)).map((user) => user.passwordHash)
  for (const secret of [password, 'another password', '$argon2', ...hashes]) expect(kept).not.toContain(secret)
})
