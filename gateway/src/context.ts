import type { Clock } from '@wardline/kit/clock'
import type { UserCaller } from '@wardline/kit/identity'
import { Answer } from '@wardline/kit/schema'
import type { Base } from '@wardline/kit/service'
import { type TSchema, t } from 'elysia'
import type { Clients } from './clients.ts'
import type { Exporting } from './csv.ts'
import type { Limiter } from './limits.ts'
import type { Names } from './names.ts'
import type { Watch } from './watch.ts'

/** What the gateway's routes share. */
export interface Context {
  base: Base
  clients: Clients
  names: Names
  failedLogins: Limiter
  watch: Pick<Watch, 'look'>
  clock: Clock
  timeZone: string
  exporting: Exporting
}

/** A call on behalf of the user who called us: their token, and the headers that mean something to the service. */
export const as = (caller: UserCaller, headers: Record<string, string | undefined> = {}) => ({
  headers: {
    authorization: `Bearer ${caller.token}`,
    ...(headers['if-match'] && { 'if-match': headers['if-match'] }),
    ...(headers['idempotency-key'] && { 'idempotency-key': headers['idempotency-key'] }),
  },
})

/** Documents what a route answers when it succeeds; that every route may answer with a problem is said once, in openapi.ts. */
export const answers = <T extends TSchema>(schema: T) => ({ 200: Answer(schema) })
export const creates = <T extends TSchema>(schema: T) => ({ 201: Answer(schema) })
export const accepts = <T extends TSchema>(schema: T) => ({ 202: Answer(schema) })
export const answersNothing = { 204: Answer(t.Void()) }

/** The same of a route that answers no JSON. */
export const answersText = (type: string, description: string) => ({
  200: { description, content: { [type]: { schema: { type: 'string' as const } } } },
})

/** Headers that mean something to some routes. */
export const requestHeaders = {
  'If-Match': 'The version that the change was made against, as in `"3"`; another one is refused as `stale`.',
  'Idempotency-Key': 'The same request again under the same key, within 24 hours, is answered what the first was.',
  'Last-Event-ID': 'Where the reader is in the sequence: what came after it is sent first.',
}
export type RequestHeader = keyof typeof requestHeaders

/** How a route is documented; openapi.ts makes parameters of its headers, and adds CSV to what it answers. */
export const tagged = (tag: string, summary: string, header?: RequestHeader) => ({
  tags: [tag],
  summary,
  ...(header && { 'x-header': header }),
})

/** The same of a list that is answered as CSV too (csv.ts). */
export const listed = (tag: string, summary: string) => ({ ...tagged(tag, summary), 'x-csv': true })
