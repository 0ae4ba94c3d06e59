import { t } from '../language/t.ts'
import { refusalInWords } from './refusals.ts'

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
  detail: t('problems.unreachable'),
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

const sentences: Record<string, string> = t('problems', { returnObjects: true })

/** Where the server's own words speak to programs, or in a language that is not the person's, the catalogue speaks. */
export const inWords = (failure: unknown): string => {
  const { problem } = toApiError(failure)
  const words = sentences[problem.kind]
  return words ?? (refusalInWords(problem.detail) || problem.title)
}
