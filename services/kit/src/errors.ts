import { isCrowded, isUnavailable } from '@wardline/db/connect'
import { Elysia, ElysiaCustomStatusResponse, status, t, ValidationError } from 'elysia'
import type { Logger } from './log.ts'
import { describeUnreadable, describeViolations, type FieldError } from './violations.ts'

/** Every way a request can fail: status and title by kind (design, section 4). */
export const kinds = {
  malformed: [400, 'The request could not be read'],
  unauthenticated: [401, 'Sign in first'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  stale: [409, 'Changed by someone else meanwhile'],
  archived: [409, 'Archived'],
  'email-taken': [409, 'This e-mail address has an account already'],
  'last-admin': [409, 'The last active administrator stays'],
  'doctor-busy': [409, 'The doctor has another appointment then'],
  'patient-busy': [409, 'The patient has another appointment then'],
  'outside-hours': [409, 'Outside the doctor’s hours'],
  'on-leave': [409, 'The doctor is on leave then'],
  held: [409, 'Somebody else is booking this time just now'],
  'room-busy': [409, 'The room is taken then'],
  'offer-over': [409, 'This offer is over'],
  transition: [409, 'Not possible from the current status'],
  'in-progress': [409, 'The first request with this key is still running'],
  'not-acknowledgeable': [409, 'No acknowledgement was asked for'],
  'not-pending': [409, 'Nothing of it waits any more'],
  'not-failed': [409, 'Nothing here has failed'],
  'no-patient-record': [404, 'No patient record is linked to this account'],
  'too-large': [413, 'The request body is too large'],
  'unsupported-media-type': [415, 'Send JSON'],
  invalid: [422, 'Some fields are not valid'],
  'idempotency-mismatch': [422, 'This key was used for another request'],
  'no-recipients': [422, 'Nobody would receive this'],
  'rate-limited': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'Not available just now'],
} as const satisfies Record<string, readonly [number, string]>

export type Kind = keyof typeof kinds
type StatusOf<K extends Kind> = (typeof kinds)[K][0]

/** RFC 9457 problem details, with the kind that programs branch on. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  kind: Kind
  errors?: FieldError[]
  requestId: string
}

/** The same as a schema, for the documentation. */
export const Problem = t.Object({
  type: t.String(),
  title: t.String(),
  status: t.Integer(),
  detail: t.String(),
  kind: t.Union(Object.keys(kinds).map((kind) => t.Literal(kind))),
  errors: t.Optional(t.Array(t.Object({ path: t.String(), message: t.String() }))),
  requestId: t.String(),
})

interface Extras {
  errors?: FieldError[]
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number
}

const body = (kind: Kind, detail: string, errors?: FieldError[]): Problem => ({
  type: `urn:wardline:problem:${kind}`,
  title: kinds[kind][1],
  status: kinds[kind][0],
  detail,
  kind,
  ...(errors && { errors }),
  requestId: Bun.randomUUIDv7(),
})

/** A failure as an answer: routes return it, so that its status reaches the client's type. */
export const problem = <K extends Kind>(kind: K, detail: string, errors?: FieldError[]) =>
  status(kinds[kind][0] as StatusOf<K>, body(kind, detail, errors))

/** A 422 that names one field. */
export const invalid = (path: string, message: string) => problem('invalid', message, [{ path, message }])

/** A failure from where no answer can be returned: a hook, a peer's refusal passed on, a transaction to undo. */
export class ProblemError extends Error {
  override name = 'ProblemError'
  readonly problem: Problem
  readonly retryAfter: number | undefined
  constructor(kind: Kind, detail: string, extras: Extras = {}) {
    super(detail)
    this.problem = body(kind, detail, extras.errors)
    this.retryAfter = extras.retryAfter
  }
  /** A 422 that names one field. */
  static invalid(path: string, message: string): ProblemError {
    return new ProblemError('invalid', message, { errors: [{ path, message }] })
  }
  static from(problem: Problem, retryAfter?: number): ProblemError {
    const error = new ProblemError(problem.kind, problem.detail, retryAfter === undefined ? {} : { retryAfter })
    Object.assign(error.problem, problem)
    return error
  }
}

export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  value.kind in kinds

export const problemResponse = (problem: Problem, retryAfter?: number): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
    },
  })

function explain(error: unknown, code: string | number, query: Record<string, unknown>): ProblemError {
  if (error instanceof ProblemError) return error
  const unreadable = describeUnreadable(error, query)
  if (unreadable) return new ProblemError('invalid', unreadable.message, { errors: [unreadable] })
  if (error instanceof ValidationError) {
    // A path id that is no UUID names nothing that exists.
    if (error.type === 'params') return new ProblemError('not-found', 'Nothing has this id.')
    if (error.type === 'response') return new ProblemError('internal', 'The answer could not be made.')
    const errors = describeViolations(error)
    return new ProblemError('invalid', errors[0]?.message ?? 'Not valid.', { errors })
  }
  if (code === 'NOT_FOUND') return new ProblemError('not-found', 'There is nothing at this address.')
  if (code === 'PARSE') return new ProblemError('malformed', 'The body is not valid JSON.')
  if (isCrowded(error))
    return new ProblemError('unavailable', 'The server is busy just now. Try again in a moment.', { retryAfter: 2 })
  if (isUnavailable(error)) return new ProblemError('unavailable', 'The database cannot be reached.', { retryAfter: 1 })
  return new ProblemError('internal', 'This has been logged; quote the request id when you report it.')
}

/** The one place where a failure becomes `application/problem+json`. */
export const problems = (log: Logger) =>
  new Elysia({ name: 'problems' })
    .onAfterHandle({ as: 'global' }, ({ responseValue, set }) => {
      if (responseValue instanceof ElysiaCustomStatusResponse && isProblem(responseValue.response))
        set.headers['content-type'] = 'application/problem+json'
    })
    .onError({ as: 'global' }, ({ error, code, request, query }) => {
      const { problem, retryAfter } = explain(error, code, query)
      if (problem.status === 500)
        log.error({ error, requestId: problem.requestId, path: new URL(request.url).pathname }, 'request failed')
      // A thrown failure has no place in the client's types: its status tells.
      return problemResponse(problem, retryAfter) as never
    })
