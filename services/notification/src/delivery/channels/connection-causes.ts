import type { Cause } from '../../rules.ts'

const named: Record<string, Cause> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ETIMEDOUT: 'timed-out',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

/** Whatever TLS and the check of a certificate complain of: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const isInsecure = (code: string): boolean => /^ERR_(SSL|TLS)_|CERT|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(code)

/** What a connection's failure means, by the operating system's or the library's code; undefined for a code of another kind. */
export const causeOfCode = (code = ''): Cause | undefined =>
  named[code] ?? (isInsecure(code) ? 'not-secure' : undefined)
