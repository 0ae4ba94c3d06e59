import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, type PoolClient } from 'pg'

/** Drizzle over a pool. Stores take `Database | Transaction`. */
export type Database = NodePgDatabase
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Statements that a connection keeps planned. What comes in more shapes than these is planned each time. */
const mostStatements = 500
/** Longer ones are written out row by row, and seldom come twice. */
const longestStatement = 8000
const statementNames = new Map<string, string | null>()

/** The name under which a statement is kept from its second time on, the same on every connection; undefined for one that is not. */
function nameOf(text: string): string | undefined {
  if (text.length > longestStatement) return
  const known = statementNames.get(text)
  if (known === undefined && statementNames.size < mostStatements) statementNames.set(text, null)
  if (known !== null) return known
  const name = `statement_${statementNames.size}_${Bun.hash(text).toString(36)}`
  statementNames.set(text, name)
  return name
}

interface Query {
  text?: string
  name?: string
}

/**
 * Lets Postgres parse and plan what comes again once for each connection: that was 37 % of its time during sends (perf).
 * Drizzle names only what is prepared by hand, and nothing that is written as SQL.
 */
function keepPlans(client: PoolClient): void {
  const query = client.query.bind(client) as (config: Query, values?: unknown, ...rest: unknown[]) => unknown
  client.query = ((config: Query, values?: unknown, ...rest: unknown[]) => {
    const repeats =
      typeof config === 'object' && config.text && !config.name && Array.isArray(values) && values.length > 0
    const name = repeats ? nameOf(config.text as string) : undefined
    return query(name ? { ...config, name } : config, values, ...rest)
  }) as typeof client.query
}

export interface Connection {
  db: Database
  pool: Pool
  /** Waits for running queries, then closes every connection. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Opens a pool to `url`; nothing is dialled before the first query.
 * `name` is shown in `pg_stat_activity`; `max` is the pool's size (10).
 * A database that is gone is an error within 3 s, a query that hangs one within 15 s.
 */
export function connect(url: string, options: { name: string; max?: number }): Connection {
  const pool = new Pool({
    connectionString: url,
    application_name: options.name,
    max: options.max ?? 10,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    // The server's own limit can't speak when the server is frozen or the network is gone.
    query_timeout: 17_000,
    // Whoever is frozen in the middle of a transaction must not keep its locks: a user's inbox waits for them.
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
  })
  // Without a listener the end of a connection (a restart of Postgres) would end the process: of an idle one, and of one
  // that a transaction holds between two queries. The pool drops it, the next query fails or dials anew.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    keepPlans(client)
  })
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= pool.end()
    return closing
  }
  return { db: drizzle(pool), pool, close }
}

/** SQLSTATE of a Postgres error, however deep drizzle wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (const link of causes(error)) {
    // A SQLSTATE has five characters and a digit, which tells it from EPIPE and its kin.
    if (/^(?=.*\d)[0-9A-Z]{5}$/.test(link.code)) return link.code
  }
  return undefined
}

/** The name of the constraint or unique index that a write violated, however deep drizzle wrapped the error. */
export const violatedConstraint = (error: unknown): string | undefined =>
  sqlState(error)?.startsWith('23') ? causes(error).find((link) => link.constraint)?.constraint : undefined

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'ERR_SOCKET_CLOSED',
])

/**
 * 08 connection, 25P03 frozen within a transaction for too long, 28 login refused, 57P01–57P03 shutting down, starting or crashed, 3D000 database gone,
 * 53300 too many connections, 42501 permission withdrawn. https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const unavailableStates = /^(08...|25P03|28...|57P0[123]|3D000|53300|42501)$/

/** pg names these by message alone; the last is a query that outlived `query_timeout`. */
const unavailableMessages =
  /timeout exceeded when trying to connect|connection terminated|connection timeout|connection error|connection closed|not queryable|pool after calling end|query read timeout/i

/** pg-pool's word, by message alone, for a caller who waited in vain while others held every connection. */
const crowdedMessage = 'timeout exceeded when trying to connect'

/** True when a query found no free connection in time: too many want the database at once, or it answers none of them. */
export const isCrowded = (error: unknown): boolean => causes(error).some((link) => link.message === crowdedMessage)

/** True when this service has no database at present, rather than having asked it something wrong. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return unavailableStates.test(state)
  return causes(error).some((link) => networkCodes.has(link.code) || unavailableMessages.test(link.message))
}

interface Cause {
  code: string
  message: string
  constraint: string | undefined
}

function causes(error: unknown): Cause[] {
  const found: Cause[] = []
  const queue: unknown[] = [error]
  // Bounded, since a cause may point back at itself.
  while (queue.length > 0 && found.length < 10) {
    const link = queue.shift()
    if (!(link instanceof Error)) continue
    found.push({
      code: 'code' in link ? String(link.code) : '',
      message: link.message,
      constraint: 'constraint' in link && link.constraint ? String(link.constraint) : undefined,
    })
    queue.push(link.cause)
    if (link instanceof AggregateError) queue.push(...link.errors)
  }
  return found
}
