import type { Environment, LaunchConfig } from '@wardline/kit/config'
import type { Keys } from '@wardline/kit/identity'
import { type Part, parts } from '@wardline/kit/parts'

/** What the preparation found out or made, beyond what the environment gave. */
export interface Prepared {
  databaseUrls: Record<Part, string>
  keys: Keys
  hospitalTz: string
  /** Of the embedded Postgres; absent with one of somebody else's. */
  postgresPort?: number
  /** The demo hospital is what the database holds, so its logins can be told. */
  isDemo: boolean
}

const upper = (part: Part) => part.toUpperCase()
const secretNames = new Set([
  'DATABASE_URL',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  ...parts.flatMap((part) => [`${upper(part)}_DATABASE_URL`, `${upper(part)}_PRIVATE_KEY`]),
])

/** Each part's address: as given, else the owner's with a login of its own. */
export function databaseUrlsOf(ownerUrl: string, given: LaunchConfig['databaseUrls'], passwords: Record<Part, string>) {
  const derived = (part: Part) => {
    const url = new URL(ownerUrl)
    url.username = `wardline_${part}`
    url.password = passwords[part]
    return url.href
  }
  return Object.fromEntries(parts.map((part) => [part, given[part] ?? derived(part)])) as Prepared['databaseUrls']
}

/** `PUBLIC_KEYS` and `<PART>_PRIVATE_KEY`, as the parts read them. */
export const keyVariables = (keys: Keys, mine: readonly Part[]): Record<string, string> => ({
  PUBLIC_KEYS: parts.map((part) => `${part}:${keys.public[part]}`).join(','),
  ...Object.fromEntries(mine.map((part) => [`${upper(part)}_PRIVATE_KEY`, keys.private[part] ?? ''])),
})

/** The environment of a process that runs `mine`: of the secrets only its own. */
export function environmentOf(
  env: Environment,
  config: LaunchConfig,
  prepared: Omit<Prepared, 'isDemo'>,
  mine: readonly Part[],
): Environment {
  const isAuth = mine.includes('auth') && config.administrator
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !secretNames.has(name))),
    ...Object.fromEntries(mine.map((part) => [`${upper(part)}_DATABASE_URL`, prepared.databaseUrls[part]])),
    ...keyVariables(prepared.keys, mine),
    ...(isAuth && { ADMIN_EMAIL: isAuth.email, ADMIN_PASSWORD: isAuth.password }),
    DATA_DIR: config.dataDir,
    HOSPITAL_TZ: prepared.hospitalTz,
  }
}
