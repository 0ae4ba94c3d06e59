import { Elysia } from 'elysia'
import { ProblemError } from './errors.ts'
import { isStorable, isUuid } from './schema.ts'
import type { FieldError } from './violations.ts'

/** Larger bodies are refused: 1 MB. */
const bodyLimit = 1_000_000

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

const mostNamed = 20

/** The first places of text that Postgres could not keep, in keys and in values. */
function unstorable(value: unknown, path = '', found: FieldError[] = []): FieldError[] {
  if (found.length >= mostNamed) return found
  if (typeof value === 'string' && !isStorable(value))
    found.push({ path, message: `“${path}” contains NUL or half of a surrogate pair.` })
  if (typeof value !== 'object' || value === null) return found
  for (const [key, inner] of Object.entries(value)) {
    const name = path ? `${path}.${key}` : key
    if (!isStorable(key)) found.push({ path, message: 'A field’s name contains NUL or half of a surrogate pair.' })
    else unstorable(inner, name, found)
  }
  return found
}

const namesIds = /^id$|Ids?$/

/** Ids are compared as text, and RFC 9562 lets them come in either case: from here on they are lower case. */
export function lowerIds(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return namesIds.test(key) && isUuid(value) ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map((each) => lowerIds(each, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lowerIds(inner, name)]))
}

/** The deepest body that a route takes has six levels. What is said of a refused one is written out at a cost that grows with the square of them. */
const mostLevels = 32

/** Looks level by level, since a recursion would end with the stack. */
function isTooDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth < mostLevels; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
    if (level.length === 0) return false
  }
  return true
}

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

async function parse(request: Request, contentType: string): Promise<unknown> {
  if (contentType.toLowerCase() !== 'application/json') {
    if (!contentType && !request.body) return
    return new ProblemError('unsupported-media-type', 'Send the body as application/json.')
  }
  try {
    const text = await readText(request, bodyLimit)
    if (text === undefined) return tooLarge()
    // Said to be JSON, and empty: no fields.
    if (text === '') return {}
    const value: unknown = JSON.parse(text)
    if (!isRecord(value)) return ProblemError.invalid('', 'The body must be an object.')
    if (isTooDeep(value)) return ProblemError.invalid('', `The body is nested more than ${mostLevels} levels deep.`)
    const errors = text.includes('\\u') ? unstorable(value) : []
    if (errors[0]) return new ProblemError('invalid', errors[0].message, { errors })
    return /[A-F]/.test(text) ? lowerIds(value) : value
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
