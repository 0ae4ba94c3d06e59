import { demoLogins } from '@wardline/demo/accounts'
import type { LaunchConfig } from '@wardline/kit/config'

/** What a person needs to begin: where, and as whom. */
export function welcome(address: string, config: LaunchConfig, isDemo: boolean): string {
  const own = config.administrator && { role: 'admin', email: config.administrator.email, password: 'ADMIN_PASSWORD' }
  const logins = [...(own ? [own] : []), ...(isDemo ? Object.values(demoLogins) : [])]
  const rows = logins.map(({ role, email, password }) => `  ${role.padEnd(14)}${email.padEnd(34)}${password}`)
  return [`\nWardline is at ${address}`, ...(rows.length ? ['', ...rows] : []), ''].join('\n')
}
