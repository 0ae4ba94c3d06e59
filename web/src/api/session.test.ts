import { describe, expect, test } from 'bun:test'
import { ApiError } from './problem.ts'
import type { User } from './records.ts'
import { createSession, type Session, type SessionDeps } from './session.ts'

const user = (id: string) => ({ id, name: id, role: 'nurse' }) as User
const grant = (id: string, accessToken = `token of ${id}`) => ({ user: user(id), accessToken, expiresIn: 900 })
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

/** A tab whose server gives these answers in turn, with a clock that can be turned. */
function tab(...answers: (() => Response | Promise<Response>)[]) {
  const asked: string[] = []
  const said: unknown[] = []
  let now = 0
  const channel: SessionDeps['channel'] = { onmessage: null, postMessage: (message) => said.push(message) }
  const session = createSession({
    post: async (path) => {
      asked.push(path)
      const next = answers.shift()
      if (!next) throw new TypeError('fetch failed')
      return next()
    },
    lock: (_, work) => work(),
    now: () => now,
    channel,
  })
  let changes = 0
  session.onChange(() => {
    changes += 1
  })
  const hear = (data: string) => channel.onmessage?.call(channel as BroadcastChannel, { data } as MessageEvent)
  return { session, asked, said, hear, pass: (ms: number) => (now += ms), changes: () => changes }
}

/** Resolves as soon as a change of the session makes it so. */
const until = (session: Session, isSo: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (isSo()) resolve()
    }
    session.subscribe(look)
    look()
  })

describe('the session of a tab', () => {
  test('a reload asks once with the cookie; nobody signed in is no failure', async () => {
    const { session, asked } = tab(() => answer({ user: null }))
    expect(await session.resume()).toBeNull()
    expect(await session.resume()).toBeNull()
    expect(asked).toEqual(['/auth/refresh'])
  })

  test('what a visit begins with is no change; what comes after a server that was away is', async () => {
    const { session, changes } = tab(() => answer(grant('ana')))
    await session.resume()
    expect(changes()).toBe(0)
    const later = tab(
      () => Promise.reject(new TypeError('fetch failed')),
      () => answer(grant('ana')),
    )
    await later.session.resume().catch(() => {})
    await later.session.resume()
    expect(later.changes()).toBe(1)
  })

  test('a token near its end is renewed once, however many calls need it', async () => {
    const { session, asked, pass } = tab(
      () => answer(grant('ana', 'first')),
      () => answer(grant('ana', 'second')),
    )
    await session.resume()
    expect(await session.token()).toBe('first')
    pass(890_000)
    expect(await Promise.all([session.token(), session.token()])).toEqual(['second', 'second'])
    expect(asked).toHaveLength(2)
  })

  test('a session that ends keeps whose it was, and what is asked waits until they are back', async () => {
    const { session, changes } = tab(
      () => answer(grant('ana', 'first')),
      () => answer({ kind: 'unauthenticated', status: 401 }, 401),
      () => answer(grant('ana', 'second')),
    )
    await session.resume()
    const waiting = session.token('first')
    await until(session, () => session.hasEnded)
    expect(session.user?.id).toBe('ana')
    await session.signIn({ email: 'ana@wardline.example', password: 'right' })
    expect(await waiting).toBe('second')
    expect(session.hasEnded).toBe(false)
    expect(changes()).toBe(0)
  })

  test('the tabs tell each other that their session has ended, and each asks for itself', async () => {
    const { session, said, hear } = tab(
      () => answer(grant('ana')),
      () => answer({ user: null }),
    )
    await session.resume()
    hear('ended')
    await until(session, () => session.hasEnded)
    expect(said).toEqual(['ended'])
    hear('ended')
    expect(session.user?.id).toBe('ana')
  })

  test('a server that is away ends nothing', async () => {
    const { session } = tab(() => answer(grant('ana')))
    await session.resume()
    expect(session.renew()).rejects.toBeInstanceOf(ApiError)
    expect(session.hasEnded).toBe(false)
  })

  test.each([
    ['signing in as somebody else', (session: Session) => session.signIn({ email: 'ben', password: 'right' })],
    ['leaving', async (session: Session) => session.leave()],
  ])('%s ends what the one before had asked', async (_, act) => {
    const { session, changes } = tab(
      () => answer(grant('ana')),
      () => answer({ kind: 'unauthenticated', status: 401 }, 401),
      () => answer(grant('ben')),
    )
    await session.resume()
    const waiting = session.renew()
    await until(session, () => session.hasEnded)
    await act(session)
    expect((await waiting)?.id).not.toBe('ana')
    expect(session.hasEnded).toBe(false)
    expect(changes()).toBe(1)
  })

  test('signing in again in one tab brings the other back; a refusal there changes nothing', async () => {
    const { session, hear } = tab(
      () => answer(grant('ana')),
      () => answer({ kind: 'unauthenticated', status: 401 }, 401),
      () => answer({ kind: 'unauthenticated', status: 401 }, 401),
      () => answer(grant('ana')),
    )
    await session.resume()
    const waiting = session.renew()
    await until(session, () => session.hasEnded)
    hear('signed-in')
    hear('signed-in')
    expect((await waiting)?.id).toBe('ana')
  })

  test('another role is another person to the page', async () => {
    const { session, changes } = tab(
      () => answer(grant('ana')),
      () => answer({ ...grant('ana'), user: { ...user('ana'), role: 'doctor' } }),
    )
    await session.resume()
    await session.renew()
    expect(changes()).toBe(1)
  })

  test('another tab signing out signs this one out; signing in as somebody else is followed', async () => {
    const { session, hear, changes } = tab(
      () => answer(grant('ana')),
      () => answer(grant('ben')),
    )
    await session.resume()
    hear('signed-in')
    await session.renew()
    expect(session.user?.id).toBe('ben')
    hear('signed-out')
    expect(session.user).toBeNull()
    expect(changes()).toBe(2)
  })

  test('a wrong password is an error with its kind, and changes nothing', async () => {
    const { session, said } = tab(() => answer({ kind: 'unauthenticated', status: 401, title: '', detail: '' }, 401))
    const attempt = session.signIn({ email: 'ana@wardline.example', password: 'no' })
    expect(attempt).rejects.toMatchObject({ kind: 'unauthenticated' })
    await attempt.catch(() => {})
    expect(said).toEqual([])
  })
})
