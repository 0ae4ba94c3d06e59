import { sessionMs } from './rules.ts'

type Headers = Record<string, string | undefined>

/** The host that the browser addressed: the gateway, or the proxy before it, says so. */
const addressedHost = (headers: Headers): string | undefined =>
  headers['x-forwarded-host']?.split(',')[0]?.trim() || headers.host

const hostnameOf = (host: string): string | undefined =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined

/** Browsers keep `Secure` cookies of a loopback host only in part, so there it is left out. */
function isLoopback(headers: Headers): boolean {
  const name = hostnameOf(addressedHost(headers) ?? '')
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name ?? '')
}

/** True when another site sent the request: the cookie came along without the user's doing. */
export function isForeign(headers: Headers): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return true
  const { origin } = headers
  if (origin === undefined) return false
  if (!URL.canParse(origin)) return true
  const { protocol, host } = new URL(origin)
  const addressed = `${protocol}//${addressedHost(headers)}`
  return !host || !URL.canParse(addressed) || new URL(addressed).host !== host
}

/** The value of the `refresh` cookie; undefined when there is none. */
export const readRefreshCookie = (headers: Headers): string | undefined =>
  headers.cookie
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith('refresh='))
    ?.slice('refresh='.length) || undefined

/** The `Set-Cookie` that keeps a refresh token, or takes it away. */
export function refreshCookie(value: string | undefined, headers: Headers): string {
  const maxAge = value === undefined ? 0 : sessionMs / 1000
  const secure = isLoopback(headers) ? '' : '; Secure'
  return `refresh=${value ?? ''}; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=${maxAge}${secure}`
}
