import {
  FormatRegistry,
  Kind,
  type Static,
  type StringOptions,
  type TSchema,
  type TString,
  Type,
  TypeRegistry,
} from '@sinclair/typebox'
import { t } from 'elysia'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const instant = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const timeOfDay = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/
const email = /^[^\s@"<>(),:;[\]\\\p{Cc}]+@[^\s@"<>(),:;[\]\\\p{Cc}]+\.[^\s@"<>(),:;[\]\\\p{Cc}.]{2,}$/u

/** True for a day of the Gregorian calendar that exists; 2026-02-30 does not. */
export function isCivilDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** True for an instant with an offset that both its own calendar and UTC can write with four digits of year. */
export function isInstant(value: string): boolean {
  if (!instant.test(value) || !isCivilDate(value.slice(0, 10))) return false
  const time = Date.parse(value)
  return time >= earliest && time <= latest
}

export const isUuid = (value: string): boolean => uuid.test(value)

/** Text that Postgres and JSON can carry unchanged: no NUL, no half of a surrogate pair. */
export const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed()

/** Characters as JSON Schema counts them: an emoji is one. */
export const countCharacters = (value: string): number => [...value].length

FormatRegistry.Set('uuid', isUuid)
FormatRegistry.Set('date-time', isInstant)
FormatRegistry.Set('date', isCivilDate)
FormatRegistry.Set('time', (value) => timeOfDay.test(value))
FormatRegistry.Set('email', (value) => email.test(value) && isStorable(value))
FormatRegistry.Set('text', (value) => value.trim() !== '' && isStorable(value))
FormatRegistry.Set('free-text', isStorable)
TypeRegistry.Set('Answer', () => true)
// JSON Schema counts characters (RFC 8259 code points), TypeBox's own strings count UTF-16 units.
TypeRegistry.Set<TString>('Text', ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, format = '' }, value) => {
  if (typeof value !== 'string' || value.length > 2 * maxLength) return false
  const length = countCharacters(value)
  return length >= minLength && length <= maxLength && FormatRegistry.Get(format)?.(value) === true
})

export const Uuid = t.String({ format: 'uuid' })
/** ISO 8601 with an offset; answered in UTC with milliseconds. */
export const Instant = t.String({ format: 'date-time' })
/** `YYYY-MM-DD`; never passes through a time zone. */
export const CivilDate = t.String({ format: 'date' })
/** Wall clock, `00:00` to `24:00`. */
export const TimeOfDay = t.String({ format: 'time' })
export const Email = t.String({ format: 'email', maxLength: 254 })
/** A telephone number as people write it, three digits at least. */
export const Phone = t.String({
  maxLength: 40,
  pattern: '^(?=(?:\\D*\\d){3})[0-9 +().x-]*$',
  error: 'must be a phone number: digits, spaces and + - ( ) . x, at most 40 characters',
})
const characters = (options: StringOptions): TString => ({ ...t.String(options), [Kind]: 'Text' }) as object as TString
/** Text of one character or more that is not blank. */
export const Text = (maxLength: number) => characters({ minLength: 1, maxLength, format: 'text' })
/** Text that may be empty. */
export const FreeText = (maxLength: number) => characters({ maxLength, format: 'free-text' })
export const Name = Text(100)
export const Title = Text(200)
/** Bodies and reasons. */
export const Prose = Text(4000)
export const Nullable = <T extends TSchema>(schema: T) => t.Union([schema, t.Null()])
export const OneOf = <const T extends readonly string[]>(values: T) =>
  t.Unsafe<T[number]>(t.Union(values.map((value) => t.Literal(value))))

/** A whole number in a body: Elysia's own also takes it as text, as queries need. */
export const WholeNumber = (range: { minimum?: number; maximum?: number } = {}) => Type.Integer(range)

/** A body in which an unknown field is an error. */
export const Body = <T extends Parameters<typeof t.Object>[0]>(properties: T) =>
  t.Object(properties, { additionalProperties: false })

export const IdParams = t.Object({ id: Uuid })

/** What every record carries. */
export const recordFields = { id: Uuid, version: t.Integer({ minimum: 1 }), createdAt: Instant, updatedAt: Instant }

/**
 * A response schema that types and documents an answer and is not checked again at run time:
 * what we answer was made by our own typed code.
 */
export const Answer = <T extends TSchema>(schema: T) =>
  ({ ...t.Unsafe<Static<T>>(schema), [Kind]: 'Answer' }) as ReturnType<typeof t.Unsafe<Static<T>>>
