import { ProblemError } from './errors.ts'

/**
 * Of a field that is given twice and takes one value, Elysia keeps the last: half of what was asked, and nobody would know.
 * @param query as Elysia read it: the fields that take several values are lists
 * @throws ProblemError 422 that names the field
 */
export function assertGivenOnce(url: string, query: Record<string, unknown>): void {
  const start = url.indexOf('?')
  if (start < 0 || !url.includes('&', start)) return
  const seen = new Set<string>()
  for (const name of new URLSearchParams(url.slice(start + 1)).keys()) {
    if (seen.has(name) && !Array.isArray(query[name]))
      throw ProblemError.invalid(name, `“${name}” takes one value, and is given more than once.`)
    seen.add(name)
  }
}
