import type { Problem } from '@wardline/kit/errors'
import { type Role, roles } from '@wardline/kit/permissions'
import type { AnyElysia } from 'elysia'

const password = 'correct horse battery'
/** Whom the tests' hospital has from the start. */
export const administrator = { email: 'first@wardline.test', password }

export interface SignedIn {
  userId: string
  name: string
  email: string
  password: string
  token: string
  headers: { authorization: string }
}
export type People = Record<Role, SignedIn>

type Asked = Omit<RequestInit, 'body' | 'headers'> & { body?: unknown; headers?: Record<string, string> }

/** A client of the gateway at an address; a body that is no string is sent as JSON. */
export function createVisitor(url: string) {
  const send = (path: string, { body, headers, ...init }: Asked = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const signIn = async (email: string): Promise<SignedIn> => {
    const response = await send('/auth/login', { method: 'POST', body: { email, password } })
    const { user, accessToken } = (await response.json()) as { user: { id: string; name: string }; accessToken: string }
    return {
      userId: user.id,
      name: user.name,
      email,
      password,
      token: accessToken,
      headers: { authorization: `Bearer ${accessToken}` },
    }
  }
  let first: Promise<SignedIn> | undefined

  async function enter(role: Role, name = `Some ${role}`) {
    first ??= signIn(administrator.email)
    const email = `${role}-${crypto.randomUUID()}@wardline.test`
    const made = await send('/auth/users', {
      method: 'POST',
      headers: (await first).headers,
      body: { email, name, role, password },
    })
    if (made.status !== 201) throw new Error(`no ${role}: ${await made.text()}`)
    return signIn(email)
  }
  let people: Promise<People> | undefined
  return {
    url,
    fetch: send,
    /** A new user of a role, signed in. */
    as: enter,
    /** Somebody signed in anew, as when so much time has passed that their token is over. */
    again: ({ email }: SignedIn) => {
      first = undefined
      return signIn(email)
    },
    /** One user of each role, signed in: the same at each call, made by the first. */
    people: (): Promise<People> => {
      people ??= Promise.all(roles.map(async (role) => [role, await enter(role)] as const)).then(
        (made) => Object.fromEntries(made) as People,
      )
      return people
    },
  }
}

export interface Asking {
  /** One of the people by role, or somebody else; absent: nobody. */
  who?: Role | SignedIn
  /** Text is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

/** Requests at a service itself, for what its client's types would not let through; `Usual` is what they are answered. */
export const createDoor =
  <Usual>(app: AnyElysia, people: People) =>
  async <T = Usual>(method: string, path: string, { who, body, headers }: Asking = {}) => {
    const person = typeof who === 'string' ? people[who] : who
    const response: Response = await app.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...person?.headers, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
  }

type Answer<T> = { status: number } & ({ data: T; error: null } | { data: null; error: { value: unknown } })

/** What a call of an Eden client came to: `data`, or what kind of refusal and about which field. A test says which it expects. */
export async function answerOf<T>(call: Promise<Answer<T>>) {
  const { status, data, error } = await call
  const refusal = error?.value as Partial<Problem> | undefined
  return { status, data: data as NonNullable<T>, kind: refusal?.kind, path: refusal?.errors?.[0]?.path }
}
