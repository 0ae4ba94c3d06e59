import { readFile } from 'node:fs/promises'
import type { Client } from 'pg'
import { type Part, parts } from './parts.ts'

/** What each part signs in to Postgres with. */
export type Logins = Record<Part, { user: string; password: string }>

/** Creates each login or sets its password, and lets it connect to the database of `owner`. */
export async function createLogins(owner: Client, database: string, logins: Logins): Promise<void> {
  if (new Set(parts.map((part) => logins[part].user)).size < parts.length) {
    throw new Error('each part needs a database login of its own, but two have the same user name')
  }
  for (const part of parts) {
    const { user, password } = logins[part]
    await runTemplate(owner, 'logins', { login: user, password, schema: part })
  }
  await allowConnections(owner, database, logins)
}

/** Lets every login, and nobody else, connect to `database`. */
export async function allowConnections(owner: Client, database: string, logins: Logins): Promise<void> {
  for (const part of parts) await runTemplate(owner, 'connections', { database, login: logins[part].user })
}

/** Runs `db/<name>.sql` as one transaction, with `:"key"` and `:'key'` filled in and quoted. */
export async function runTemplate(owner: Client, name: string, values: Record<string, string>): Promise<void> {
  const template = await readFile(new URL(`../${name}.sql`, import.meta.url), 'utf8')
  const text = template.replace(/^--.*$/gm, '').replace(/:(["'])(\w+)\1/g, (_, quote: string, key: string) => {
    const value = values[key]
    if (value === undefined) throw new Error(`db/${name}.sql wants a value for ${key}`)
    return quote === '"' ? owner.escapeIdentifier(value) : owner.escapeLiteral(value)
  })
  await owner.query(text)
}
