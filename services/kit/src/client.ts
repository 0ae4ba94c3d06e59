import { type Treaty, treaty } from '@elysiajs/eden'
import type { AnyElysia } from 'elysia'
import { isProblem, type Problem, ProblemError } from './errors.ts'

/** Where a part is: something in this process that answers requests, or the URL of another process. */
export type Target = { handle(request: Request): Response | Promise<Response> } | string

const defaultLimitMs = 5000

const unavailable = (detail: string): Problem => new ProblemError('unavailable', detail).problem

/**
 * Eden looks at each value of a JSON answer for dates, also when told not to, which costs six times the parse (1.4.9).
 * What it takes for bytes it hands on as it is.
 */
function parsedOnce(response: Response): Response {
  const { status, headers } = response
  if (!headers.get('content-type')?.startsWith('application/json')) return response
  const get = (name: string) => (name.toLowerCase() === 'content-type' ? 'application/octet-stream' : headers.get(name))
  return { status, headers: { get }, arrayBuffer: () => response.json() } as object as Response
}

/** Gives a call up after its time: a hanging part must not hang its callers. */
function within(answer: Promise<Response>, part: string, limitMs: number): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<Response>()
  const timer = setTimeout(
    () => resolve(Response.json(unavailable(`${part} did not answer in time.`), { status: 503 })),
    limitMs,
  )
  answer
    .catch(() => Response.json(unavailable(`${part} cannot be reached.`), { status: 503 }))
    .then((response) => {
      clearTimeout(timer)
      resolve(parsedOnce(response))
    })
  return promise
}

/**
 * The Eden client of a part; the only call of `treaty()` on this side of the browser.
 * `authorization` is sent with every call that does not bring its own; a call without an answer within `limitMs` is a 503.
 */
export function connectPart<Api extends AnyElysia>(
  name: string,
  target: Target,
  authorization: () => Promise<string>,
  limitMs = defaultLimitMs,
): Treaty.Create<Api> {
  const headers = async (_path: string, options: RequestInit) => {
    const own = (options?.headers ?? {}) as Record<string, string>
    return own.authorization ? {} : { authorization: `Bearer ${await authorization()}` }
  }
  const config = { parseDate: false, headers } as const
  if (typeof target === 'string') {
    const fetcher = (input: string | URL | Request, init?: RequestInit) =>
      within(fetch(input, { ...init, redirect: 'manual' }), name, limitMs)
    return treaty<Api>(target, { ...config, fetcher: fetcher as typeof fetch }) as Treaty.Create<Api>
  }
  const instance = {
    handle: (request: Request) =>
      within(
        Promise.resolve().then(() => target.handle(request)),
        name,
        limitMs,
      ),
  }
  return treaty(instance as never, config) as Treaty.Create<Api>
}

/** A header of an answer, as Eden hands it on. */
export const headerOf = (headers: unknown, name: string): string | null =>
  (headers as Pick<Headers, 'get'> | undefined)?.get(name) ?? null

type Answer<T> = { headers?: unknown } & ({ data: T; error: null } | { data: null; error: { value: unknown } })

/**
 * What a part answered.
 * @throws ProblemError its refusal, passed on as it is; `unavailable` when it gave none
 */
export async function ask<T>(call: Promise<Answer<T>>): Promise<Exclude<T, null>> {
  const { data, error, headers } = await call
  if (!error) return data as Exclude<T, null>
  if (!isProblem(error.value))
    throw new ProblemError('unavailable', 'A part of Wardline did not answer.', { retryAfter: 1 })
  const retryAfter = headerOf(headers, 'retry-after')
  throw ProblemError.from(error.value, retryAfter === null ? undefined : Number(retryAfter))
}
