/** RFC 9457 problem details, as the gateway sends them. */
export interface Problem {
  title: string
  status: number
  detail: string
  kind: string
  errors?: { path: string; message: string }[]
  requestId?: string
}

/** What a call failed with. Every call in this app fails with this and nothing else. */
export class ApiError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
  get kind() {
    return this.problem.kind
  }
}

const unreachable: Problem = {
  title: 'Not reachable',
  status: 503,
  detail: 'Wardline can’t be reached just now. Check the connection and try again; nothing was lost.',
  kind: 'unavailable',
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'kind' in value && 'status' in value

/** The one place that turns whatever a call failed with into an error with words. */
export function toApiError(failure: unknown): ApiError {
  if (failure instanceof ApiError) return failure
  if (isProblem(failure)) return new ApiError(failure)
  return new ApiError(unreachable)
}

/** Where the server's own words speak to programs, these speak to the person in front of the screen. */
const sentences: Record<string, string> = {
  unauthenticated: 'Your session has ended. Sign in again; nothing you saved was lost.',
  forbidden: 'Your role does not allow this. An administrator can do it, or change your role.',
  'not-found': 'This isn’t here. It may have been removed, or it is not yours to see.',
  stale: 'Someone else changed this while you were looking at it. Look at the new version, then try again.',
  'rate-limited': 'That was a lot of requests in a short time. Wait a moment, then try again.',
  'in-progress': 'This is already being saved. Give it a moment.',
  unavailable: unreachable.detail,
}

export const inWords = (failure: unknown): string => {
  const { problem } = toApiError(failure)
  return sentences[problem.kind] ?? (problem.detail || problem.title)
}
