import { Elysia } from 'elysia'
import { ProblemError } from './errors.ts'
import { isStorable } from './schema.ts'
import type { FieldError } from './violations.ts'

/** Larger bodies are refused: 1 MB. */
export const bodyLimit = 1_000_000

const tooLarge = () => new ProblemError('too-large', 'A request body has at most 1 MB.')

/** Reads at most `limit` bytes; undefined when there are more. */
async function readText(request: Request, limit: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) return
    chunks.push(chunk)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
}

/** The places of text that Postgres could not keep. Keys are looked at too. */
function unstorable(value: unknown, path = ''): FieldError[] {
  if (typeof value === 'string')
    return isStorable(value) ? [] : [{ path, message: `“${path}” contains NUL or half of a surrogate pair.` }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => unstorable(inner, path ? `${path}.${key}` : key))
}

async function parse(request: Request, contentType: string): Promise<unknown> {
  if (contentType !== 'application/json') {
    if (!contentType && !request.body) return
    return new ProblemError('unsupported-media-type', 'Send the body as application/json.')
  }
  try {
    const text = await readText(request, bodyLimit)
    if (text === undefined) return tooLarge()
    if (text === '') return
    const value: unknown = JSON.parse(text)
    if (!text.includes('\\u') && text.isWellFormed()) return value
    const errors = unstorable(value)
    return errors[0] ? new ProblemError('invalid', errors[0].message, { errors }) : value
  } catch {
    return new ProblemError('malformed', 'The body is not valid JSON in UTF-8.')
  }
}

/**
 * Reads JSON bodies. What is wrong with one is kept until the caller is known to be allowed here:
 * a stranger learns that they are a stranger first.
 */
export const bodyReader = new Elysia({ name: 'body' }).onParse({ as: 'global' }, ({ request, contentType }) =>
  parse(request, contentType),
)

/** @throws ProblemError what was wrong with the body, if anything */
export function assertReadable(body: unknown): void {
  if (body instanceof ProblemError) throw body
}
