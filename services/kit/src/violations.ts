import { TransformDecodeCheckError } from '@sinclair/typebox/value'
import { ValidationError } from 'elysia'
import { countCharacters } from './schema.ts'

/** One field that is not valid; `path` is dotted, as in `emergencyContact.phone`. */
export interface FieldError {
  path: string
  message: string
}

interface Violation {
  path: string
  message: string
  value?: unknown
  schema: Schema
  errors?: Iterable<Iterable<Violation>>
}
interface Schema {
  type?: string
  format?: string
  title?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
  minItems?: number
  const?: unknown
  anyOf?: Schema[]
  error?: string
}

const formats: Record<string, string> = {
  uuid: 'must be an id (UUID)',
  'date-time': 'must be an instant with an offset, as in 2026-11-22T08:00:00Z',
  date: 'must be a date that exists, as in 2026-11-22',
  email: 'must be an e-mail address',
  uri: 'must be a URL',
  time: 'must be a time of day from 00:00 to 24:00',
  text: 'must not be blank and must not contain NUL or broken characters',
}

const types: Record<string, string> = {
  string: 'must be text',
  integer: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
}

/** What a schema asks for, in words. */
function demand(schema: Schema, value: unknown): string {
  if (schema.error) return schema.error
  const variants = schema.anyOf?.filter((variant) => variant.type !== 'null')
  if (variants?.length) {
    const literals = variants.filter((variant) => 'const' in variant).map((variant) => variant.const)
    if (literals.length === variants.length) return `must be one of ${literals.join(', ')}`
    // A number in a query is a union of the number and its text.
    return demand(
      variants.find((variant) => variant.type === 'integer' || variant.type === 'number') ?? variants[0]!,
      value,
    )
  }
  if ('const' in schema) return `must be ${String(schema.const)}`
  if (typeof value === 'string' && schema.type === 'string') {
    if (schema.minLength !== undefined && countCharacters(value) < schema.minLength)
      return schema.minLength === 1 ? 'must not be empty' : `must have at least ${schema.minLength} characters`
    if (schema.maxLength !== undefined && countCharacters(value) > schema.maxLength)
      return `must have at most ${schema.maxLength} characters`
    if (schema.format) return formats[schema.format] ?? `must be a ${schema.format}`
    return 'does not have the right form'
  }
  if (schema.type === 'array' && Array.isArray(value))
    return value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)
      ? `must have at most ${schema.maxItems} entries`
      : `must have at least ${schema.minItems ?? 1} entries, each once`
  const range =
    schema.minimum !== undefined && schema.maximum !== undefined ? ` from ${schema.minimum} to ${schema.maximum}` : ''
  return `${types[schema.type ?? ''] ?? 'is not valid'}${range}`
}

const dotted = (pointer: string): string => pointer.replace(/^\//, '').replaceAll('/', '.')

function words({ path, message, value, schema }: Violation): FieldError {
  const field = dotted(path)
  if (message === 'Unexpected property') return { path: field, message: `“${field}” is not a known field here.` }
  if (value === undefined && path !== '') return { path: field, message: `“${field}” is required.` }
  const text = demand(schema, value)
  return { path: field, message: field ? `“${field}” ${text}.` : `The body ${text}.` }
}

/** What is wrong inside a value that may also be null: the field in it is told, not the union around it. */
function* inner(violations: Iterable<Violation>): Iterable<Violation> {
  for (const violation of violations) {
    const { schema, value, errors } = violation
    const type = Array.isArray(value) ? 'array' : typeof value
    const variant = value === null ? -1 : (schema.anyOf?.findIndex((each) => each.type === type) ?? -1)
    const nested = type === 'object' || type === 'array' ? [...(errors ?? [])][variant] : undefined
    if (nested) yield* inner(nested)
    else yield violation
  }
}

/** Each field of a rejected request once, with what it should have been. */
export function describeViolations(error: ValidationError): FieldError[] {
  const validator = error.validator as { Errors(value: unknown): Iterable<Violation> }
  const first = new Map<string, FieldError>()
  for (const violation of inner(validator.Errors(error.value))) {
    if (first.size === 20) break
    if (!first.has(violation.path)) first.set(violation.path, words(violation))
  }
  // A missing object is reported with each of its fields: the object itself says enough.
  return [...first.values()]
}

/** The value that a rejected list or number of a query had, and what was asked of it. */
const unreadable = (error: unknown): Violation | undefined => {
  if (error instanceof TransformDecodeCheckError) return error.error as Violation
  if (error instanceof ValidationError && error.type === 'property')
    return { path: '', message: '', value: error.value, schema: error.validator as Schema }
}

/**
 * The field of a query whose text could be read, but not as what is wanted: `limit=0`, `status=nothing`.
 * Elysia no longer says which one it was, so its text must tell. Undefined for every other error.
 */
export function describeUnreadable(error: unknown, query: Record<string, unknown>): FieldError | undefined {
  const violation = unreadable(error)
  if (!violation) return
  const { value } = error as { value: unknown }
  const isIt = (text: unknown) => String(text) === String(value) || (text !== '' && Number(text) === value)
  const path = Object.keys(query).find((field) => isIt(query[field])) ?? ''
  return words({ ...violation, path })
}
