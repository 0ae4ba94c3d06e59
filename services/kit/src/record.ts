import { ProblemError } from './errors.ts'

const entityTags = /^\s*(?:W\/)?"\d+"(?:\s*,\s*(?:W\/)?"\d+")*\s*$/

/**
 * The versions that `If-Match` names (RFC 9110, 13.1.1); undefined when any will do.
 * @throws ProblemError 422 for something that is no version of ours
 */
function matching(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return
  if (!entityTags.test(header))
    throw ProblemError.invalid('If-Match', '“If-Match” must be a version in quotes, as in "3".')
  return [...header.matchAll(/\d+/g)].map(Number)
}

/**
 * Holds a change against the version that it was made for: `If-Match: "3"`, `version` in the body, or both.
 * @throws ProblemError `stale` when the record is no longer that one
 */
export function assertCurrent(
  row: { version: number },
  headers: Record<string, string | undefined>,
  body: { version?: number | undefined },
): void {
  const named = [matching(headers['if-match']), body.version === undefined ? undefined : [body.version]]
  if (named.every((versions) => versions === undefined || versions.includes(row.version))) return
  throw new ProblemError('stale', `This was changed meanwhile: it is now version ${row.version}. Load it again.`)
}

/** `undefined` entries left out, so that absent fields stay as they are. */
export const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
