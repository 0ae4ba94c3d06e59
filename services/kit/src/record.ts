import { ProblemError } from './errors.ts'

/** The version that a request was made against: `If-Match: "3"`, or `version` in the body; undefined when it named none. */
function expectedVersion(
  headers: Record<string, string | undefined>,
  body: { version?: number | undefined },
): number | undefined {
  const match = /^(?:W\/)?"(\d+)"$/.exec(headers['if-match']?.trim() ?? '')
  return match ? Number(match[1]) : body.version
}

/** @throws ProblemError `stale` when the record is no longer the one that the request was made against */
export function assertCurrent(
  row: { version: number },
  headers: Record<string, string | undefined>,
  body: { version?: number | undefined },
): void {
  const expected = expectedVersion(headers, body)
  if (expected !== undefined && expected !== row.version)
    throw new ProblemError(
      'stale',
      `This was changed meanwhile: it is now version ${row.version}, not ${expected}. Load it again.`,
    )
}

/** `undefined` entries left out, so that absent fields stay as they are. */
export const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
