import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { Problem } from '@wardline/kit/errors'
import type { Session } from './model.ts'
import { sessionMs } from './rules.ts'
import { password, startAuth, type TestAuth } from './testing.ts'

setDefaultTimeout(20_000)

let auth: TestAuth
beforeAll(async () => {
  auth = await startAuth()
})
afterAll(() => auth.stop())

const register = (body: object) => auth.call<Session & Problem>('POST', '/auth/register', { body })
const refresh = (cookie?: string, headers?: Record<string, string>) =>
  auth.call<Session & Problem>('POST', '/auth/refresh', { ...(cookie && { cookie }), ...(headers && { headers }) })
const me = (token: string) => auth.call<Problem>('GET', '/auth/me', { token })
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()

describe('registering', () => {
  test('makes a patient and signs them in', async () => {
    const { status, body, cookie } = await register({ email: ' Ana@Mail.example ', password, name: ' Ana López ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      user: {
        id: expect.any(String),
        version: 1,
        createdAt: '2026-11-22T08:00:00.000Z',
        updatedAt: '2026-11-22T08:00:00.000Z',
        email: 'Ana@Mail.example',
        name: 'Ana López',
        role: 'patient',
        status: 'active',
      },
      accessToken: expect.any(String),
      expiresIn: 900,
    } as never)
    expect((await me(body.accessToken)).body).toEqual(body.user as never)
    expect((await refresh(cookie)).status).toBe(200)
  })

  test.each([
    ['a role', { email: 'x@mail.example', password, name: 'X', role: 'admin' }],
    ['the role that it gets anyway', { email: 'x@mail.example', password, name: 'X', role: 'patient' }],
    ['no role at all, in a body that is wrong otherwise', { email: 1, role: null }],
  ])('refuses %s', async (_, body) => {
    const answer = await register(body)
    expect([answer.status, answer.body.kind]).toEqual([403, 'forbidden'])
  })

  test.each<[string, object]>([
    ['password', { password: 'x'.repeat(7) }],
    ['password', { password: 'x'.repeat(201) }],
    ['password', { password: 12345678 }],
    ['password', { password: `${password}\0` }],
    ['password', { password: undefined }],
    ['email', { email: 'nobody' }],
    ['email', { email: `${'x'.repeat(250)}@mail.example` }],
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(101) }],
    ['status', { status: 'active' }],
  ])('names “%s” when it is not valid: %o', async (path, fields) => {
    const answer = await register({ email: 'x@mail.example', password, name: 'X', ...fields })
    expect([answer.status, answer.body.errors?.map((error) => error.path)]).toEqual([422, [path]])
  })

  test('an address has one account, whatever its case', async () => {
    await register({ email: 'one@mail.example', password, name: 'One' })
    const answer = await register({ email: ' ONE@mail.EXAMPLE', password, name: 'Two' })
    expect([answer.status, answer.body.kind]).toEqual([409, 'email-taken'])
  })

  test('of twenty at once for one address, one gets it', async () => {
    const body = { email: 'race@mail.example', password, name: 'Race' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(body)))
    expect(statuses(answers)).toEqual([201, ...Array(19).fill(409)])
  })
})

describe('signing in', () => {
  test('asks for the address in any case, and the password as it is', async () => {
    const { email } = await auth.account('nurse')
    const answers = [
      await auth.signIn(email),
      await auth.signIn(` ${email.toUpperCase()} `),
      await auth.signIn(email, password.toUpperCase()),
      await auth.signIn('nobody@hospital.example'),
      await auth.signIn('', ''),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401, 401])
    expect(answers.slice(2).map(({ cookie }) => cookie)).toEqual([undefined, undefined, undefined])
  })

  test.each([[{}], [{ email: 1, password }], [{ email: 'a@b.example', password: null }], [[]], ['text'], [null]])(
    'refuses %o as not valid',
    async (body) => {
      expect((await auth.call('POST', '/auth/login', { body })).status).toBe(422)
    },
  )

  test('says no more of an unknown address than of a wrong password', async () => {
    const { email } = await auth.account('nurse')
    const [wrong, unknown] = [await auth.signIn(email, 'wrong password'), await auth.signIn('no@hospital.example')]
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
  })

  test('gives a token for 15 minutes that names user, role and session', async () => {
    const user = await auth.account('doctor')
    const { accessToken } = (await auth.signIn(user.email)).body
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toEqual({
      sub: user.id,
      role: 'doctor',
      sid: expect.any(String),
      // @elysiajs/jwt writes the machine's time here, whatever it is given.
      iat: expect.any(Number),
      exp: auth.clock.now().getTime() / 1000 + 900,
      iss: 'wardline/auth',
      aud: 'wardline',
    })
  })

  test('keeps the cookie from scripts, other sites and other paths', async () => {
    const { setCookie } = await auth.signIn((await auth.account('nurse')).email)
    expect(setCookie).toMatch(/^refresh=[\w.-]{80}; HttpOnly; SameSite=Strict; Path=\/auth; Max-Age=1209600; Secure$/)
  })
})

describe('refreshing', () => {
  const signedIn = async () => (await auth.signIn((await auth.account('nurse')).email)).cookie as string
  const next = async (cookie: string) => (await refresh(cookie)).cookie as string

  test('without a cookie nobody is signed in', async () => {
    const { status, body, cookie } = await refresh()
    expect([status, body, cookie]).toEqual([200, { user: null } as never, undefined])
  })

  test('takes a token for another one, and a new access token', async () => {
    const first = await signedIn()
    const { status, body, cookie } = await refresh(first)
    expect([status, body.user.role, body.expiresIn]).toEqual([200, 'nurse', 900])
    expect((await me(body.accessToken)).status).toBe(200)
    expect(cookie).not.toBe(first)
    expect((await refresh(cookie)).status).toBe(200)
  })

  test('ten tabs at once stay signed in, with one successor', async () => {
    const first = await signedIn()
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first)))
    expect(statuses(answers)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map(({ cookie }) => cookie)).size).toBe(1)
    expect((await refresh(answers[0]?.cookie)).status).toBe(200)
  })

  test('the token before the last works for 20 s', async () => {
    const first = await signedIn()
    const second = await next(first)
    auth.advance(19_999)
    expect((await refresh(first)).cookie).toBe(second)
    expect((await refresh(second)).status).toBe(200)
  })

  test.each([
    ['the token before the last after 20 s', 1, 20_000],
    ['an older one', 2, 0],
    ['a much older one', 5, 0],
  ])('%s ends the session', async (_, rotations, later) => {
    const first = await signedIn()
    let current = first
    for (let each = 0; each < rotations; each++) current = await next(current)
    auth.advance(later)
    const before = auth.told.length
    const answer = await refresh(first)
    expect([answer.status, answer.body.kind, answer.cookie]).toEqual([401, 'unauthenticated', ''])
    expect((await refresh(current)).status).toBe(401)
    expect(auth.told.slice(before)).toEqual([first.slice(0, 36)])
  })

  test('a forged token is refused, cleared, and costs nobody their session', async () => {
    const genuine = await signedIn()
    const forged = [`${genuine.slice(0, 37)}${'A'.repeat(43)}`, 'x', `${Bun.randomUUIDv7()}.${genuine.slice(37)}`]
    for (const cookie of forged) {
      const answer = await refresh(cookie)
      expect([answer.status, answer.cookie]).toEqual([401, ''])
    }
    expect((await refresh(genuine)).status).toBe(200)
  })

  test('14 days without a refresh end the session; each refresh begins them anew', async () => {
    const first = await signedIn()
    auth.advance(sessionMs - 1)
    const second = await next(first)
    auth.advance(sessionMs - 1)
    const third = await next(second)
    auth.advance(sessionMs)
    expect((await refresh(third)).status).toBe(401)
  })

  test.each(['/auth/refresh', '/auth/logout'])('%s refuses another site', async (path) => {
    const cookie = await signedIn()
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]
    for (const headers of foreign) {
      const answer = await auth.call<Problem>('POST', path, { cookie, headers })
      expect([answer.status, answer.body.kind, answer.cookie]).toEqual([403, 'forbidden', undefined])
    }
    expect((await refresh(cookie, { origin: 'https://hospital.example' })).status).toBe(200)
  })
})

describe('signing out', () => {
  test('ends the session and takes the cookie away; others of the user stay', async () => {
    const { email } = await auth.account('nurse')
    const [one, other] = [await auth.signIn(email), await auth.signIn(email)]
    const answer = await auth.call('POST', '/auth/logout', { cookie: one.cookie as string })
    expect([answer.status, answer.cookie]).toEqual([204, ''])
    expect(auth.told).toContain((one.cookie as string).slice(0, 36))
    expect([(await refresh(one.cookie)).status, (await me(one.body.accessToken)).status]).toEqual([401, 401])
    expect([(await refresh(other.cookie)).status, (await me(other.body.accessToken)).status]).toEqual([200, 200])
  })

  test('works with the access token alone', async () => {
    const { body, cookie } = await auth.signIn((await auth.account('nurse')).email)
    expect((await auth.call('POST', '/auth/logout', { token: body.accessToken })).status).toBe(204)
    expect((await refresh(cookie)).status).toBe(401)
  })

  test.each([[undefined], ['x'], [`${'0'.repeat(8)}-0000-0000-0000-000000000000.${'A'.repeat(43)}`]])(
    'is fine with “%s” for a cookie',
    async (cookie) => {
      expect((await auth.call('POST', '/auth/logout', cookie === undefined ? {} : { cookie })).status).toBe(204)
    },
  )
})
