import type { LaunchConfig } from '@wardline/kit/config'
import { roles } from '@wardline/kit/permissions'

/** The demo's accounts: one for each role, known to everybody. */
const demoLogins = roles.map((role) => [role, `${role}@wardline.example`, 'wardline-demo'])

/** What a person needs to begin: where, and as whom. */
export function welcome(address: string, config: LaunchConfig, isDemo: boolean): string {
  const own = config.administrator && [['admin', config.administrator.email, 'ADMIN_PASSWORD']]
  const logins = isDemo ? [...(own ?? []), ...demoLogins] : (own ?? [])
  const rows = logins.map(
    ([role = '', email = '', password = '']) => `  ${role.padEnd(14)}${email.padEnd(34)}${password}`,
  )
  return [`\nWardline is at ${address}`, ...(rows.length ? ['', ...rows] : []), ''].join('\n')
}
