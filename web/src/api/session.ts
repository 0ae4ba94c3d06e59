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

/**
 * Who is signed in. The access token lives in this closure and nowhere else; a reload asks for a new one
 * with the HttpOnly cookie. Refreshing rotates the cookie, so the tabs of a browser take turns.
 */
export function createSession({ post, lock, now, channel }: SessionDeps) {
  let user: User | null = null
  let access: { token: string; expiresAt: number } | null = null
  let resumed = false
  let renewal: Promise<User | null> | null = null
  const listeners = new Set<() => void>()

  const accept = (grant: Grant | null): User | null => {
    const before = user?.id
    user = grant?.user ?? null
    access = grant ? { token: grant.accessToken, expiresAt: now() + grant.expiresIn * 1000 } : null
    if (before !== user?.id) for (const listener of listeners) listener()
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

  const refresh = async (): Promise<User | null> => {
    try {
      const grant: { user: User | null } = await lock('wardline-refresh', () => ask('/auth/refresh'))
      return accept(grant.user ? (grant as Grant) : null)
    } catch (failure) {
      if (failure instanceof ApiError && failure.problem.status === 401) return accept(null)
      throw failure
    }
  }

  /** One refresh at a time in this tab, however many calls find their token too old. */
  const renew = (): Promise<User | null> => {
    renewal ??= refresh().finally(() => {
      renewal = null
    })
    return renewal
  }

  channel.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === 'signed-out') accept(null)
    // Another tab signed in, possibly as somebody else: this tab follows the cookie both now share.
    else void renew().catch(() => accept(null))
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
    token: async (): Promise<string | null> => {
      if (access && access.expiresAt - now() < marginMs) await renew()
      return access?.token ?? null
    },
    /** Told when a different person, or nobody, is signed in. */
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
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
