import type { Logins } from './logins.ts'
import type { MigrateOptions } from './migrate.ts'
import { parts } from './parts.ts'

type Environment = Record<string, string | undefined>

/**
 * `DATABASE_URL`, each part's `<NAME>_DATABASE_URL`, whose user and password become its login, and `HOSPITAL_TZ`.
 * @throws Error naming each variable that is missing or malformed
 */
export function optionsFromEnvironment(environment: Environment): MigrateOptions {
  const complaints: string[] = []
  const url = readUrl(environment, 'DATABASE_URL', complaints)
  const logins = Object.fromEntries(
    parts.map((part) => {
      const name = `${part.toUpperCase()}_DATABASE_URL`
      const address = readUrl(environment, name, complaints)
      if (address && !(address.username && address.password)) complaints.push(`${name} needs a user and a password`)
      const { username = '', password = '' } = address ?? {}
      return [part, { user: decodeURIComponent(username), password: decodeURIComponent(password) }]
    }),
  ) as Logins
  const timeZone = readZone(environment, complaints)
  if (complaints.length)
    throw new Error(`The database cannot be migrated:\n${complaints.map((each) => `  - ${each}`).join('\n')}`)
  return { url: url?.href ?? '', logins, timeZone }
}

function readUrl(environment: Environment, name: string, complaints: string[]): URL | undefined {
  const value = environment[name]?.trim()
  if (value && URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return new URL(value)
  complaints.push(value ? `${name} must be a URL that begins with postgres://` : `${name} is required`)
}

function readZone(environment: Environment, complaints: string[]): string | undefined {
  const zone = environment.HOSPITAL_TZ?.trim()
  if (!zone) {
    if (environment.DEMO?.trim() === '1') return Intl.DateTimeFormat().resolvedOptions().timeZone
    complaints.push('HOSPITAL_TZ is required')
    return
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone
  } catch {
    complaints.push(`HOSPITAL_TZ must be an IANA time zone such as Europe/Madrid, not “${zone}”`)
  }
}
