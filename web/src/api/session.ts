import { withLock } from './locks.ts'
import { ApiError, type Problem, toApiError } from './problem.ts'
import type { User } from './records.ts'

interface Grant {
  user: User
  accessToken: string
  expiresIn: number
}

/** A token this close to its end may expire on the way to the server. */
const marginMs = 20_000

export interface SessionDeps {
  post(path: string, body?: unknown): Promise<Response>
  lock<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  now(): number
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'>
}

/** Another role sees other things: for what is on screen it is another person. */
const personOf = (user: User | null) => user && `${user.id} ${user.role}`

function observers() {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of listeners) listener()
    },
    listen: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/**
 * Who is signed in. The access token lives in this closure and nowhere else; a reload asks for a new one
 * with the HttpOnly cookie. Refreshing rotates the cookie, so the tabs of a browser take turns.
 *
 * A session that ends while somebody works does not sign them out: their page stays, and whatever it asks waits until they
 * are back, or until somebody else is, for whom it was not asked.
 */
export function createSession({ post, lock, now, channel }: SessionDeps) {
  let user: User | null = null
  let access: { token: string; expiresAt: number } | null = null
  let resumed = false
  let isKnown = false
  let hasEnded = false
  let renewal: Promise<User | null> | null = null
  let comeBack: ((user: User | null) => void) | null = null
  const people = observers()
  const states = observers()

  const accept = (grant: Grant | null): User | null => {
    const before = personOf(user)
    user = grant?.user ?? null
    access = grant ? { token: grant.accessToken, expiresAt: now() + grant.expiresIn * 1000 } : null
    hasEnded = false
    comeBack?.(user)
    comeBack = null
    if (isKnown && before !== personOf(user)) people.tell()
    states.tell()
    return user
  }

  const ask = async (path: string, body?: unknown): Promise<Grant> => {
    const response = await post(path, body).catch((failure) => {
      throw toApiError(failure)
    })
    const answer = (await response.json().catch(() => null)) as unknown
    if (!response.ok) throw toApiError(answer as Problem | null)
    return answer as Grant
  }

  /** What the cookie is good for; null where it is refused or there is none. */
  const refresh = async (): Promise<Grant | null> => {
    try {
      const grant: { user: User | null } = await lock('wardline-refresh', () => ask('/auth/refresh'))
      return grant.user ? (grant as Grant) : null
    } catch (failure) {
      if (failure instanceof ApiError && failure.problem.status === 401) return null
      throw failure
    }
  }

  const end = () => {
    access = null
    hasEnded = true
    const back = new Promise<User | null>((resolve) => {
      comeBack = resolve
    })
    states.tell()
    // The other tabs share the cookie; without a stream of their own they would learn it with their next question.
    channel.postMessage('ended')
    return back
  }

  const attempt = async (): Promise<User | null> => {
    const grant = await refresh()
    return grant || !user ? accept(grant) : end()
  }

  /** One refresh at a time in this tab, however many calls find their token too old. Waits for who has to sign in again. */
  const renew = (): Promise<User | null> => {
    renewal ??= attempt().finally(() => {
      renewal = null
      isKnown = true
    })
    return renewal
  }

  /** Another tab signed in, possibly as somebody else: this tab follows the cookie both now share. */
  const follow = async () => {
    if (!hasEnded) return renew()
    const grant = await refresh()
    return grant ? accept(grant) : null
  }

  channel.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === 'signed-out') accept(null)
    else if (data === 'ended') void (user && !hasEnded && renew().catch(() => {}))
    else void follow().catch(() => hasEnded || accept(null))
  }

  const enter = async (path: string, body: unknown) => {
    const entered = accept(await ask(path, body))
    channel.postMessage('signed-in')
    return entered
  }

  return {
    get user() {
      return user
    },
    /** Whether somebody worked here and has to sign in again to go on. */
    get hasEnded() {
      return hasEnded
    },
    /** Picks up the session that the cookie still holds: asked once, since the other tabs tell what changes later. */
    resume: async () => {
      if (!resumed) await renew()
      resumed = true
      return user
    },
    renew,
    signIn: (credentials: { email: string; password: string }) => enter('/auth/login', credentials),
    register: (account: { email: string; password: string; name: string }) => enter('/auth/register', account),
    signOut: async () => {
      const response = await post('/auth/logout').catch((failure) => {
        throw toApiError(failure)
      })
      if (!response.ok) throw toApiError(await response.json().catch(() => null))
      accept(null)
      channel.postMessage('signed-out')
    },
    /** Whoever has to sign in again gives up what they were doing, in every tab. */
    leave: () => {
      accept(null)
      channel.postMessage('signed-out')
    },
    /** @param refused a token that the server would not take: it is renewed even before its time */
    token: async (refused?: string): Promise<string | null> => {
      const isUsable = access && access.token !== refused && access.expiresAt - now() >= marginMs
      if (user && !isUsable) await renew()
      return access?.token ?? null
    },
    /** Told when a different person, or nobody, is signed in than when the visit began. */
    onChange: people.listen,
    /** Told whenever any of this changes. */
    subscribe: states.listen,
  }
}

export type Session = ReturnType<typeof createSession>

export const browserSession = (): Session =>
  createSession({
    post: (path, body) =>
      fetch(path, {
        method: 'POST',
        credentials: 'same-origin',
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    lock: withLock,
    now: Date.now,
    channel: new BroadcastChannel('wardline-session'),
  })
