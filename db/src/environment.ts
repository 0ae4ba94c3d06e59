import { type Logins, type MigrateOptions, parts } from './migrate.ts'

/** `DATABASE_URL` and each part's `<NAME>_DATABASE_URL`, whose user and password become its login. */
export function optionsFromEnvironment(environment: Record<string, string | undefined>): MigrateOptions {
  const url = read(environment, 'DATABASE_URL').href
  const logins = Object.fromEntries(
    parts.map((part) => {
      const name = `${part.toUpperCase()}_DATABASE_URL`
      const { username, password } = read(environment, name)
      if (!username || !password) throw new Error(`${name} needs a user and a password`)
      return [part, { user: decodeURIComponent(username), password: decodeURIComponent(password) }]
    }),
  ) as Logins
  return { url, logins }
}

function read(environment: Record<string, string | undefined>, name: string): URL {
  const value = environment[name]
  if (!value) throw new Error(`${name} is missing`)
  if (!URL.canParse(value)) throw new Error(`${name} is not a URL`)
  return new URL(value)
}
