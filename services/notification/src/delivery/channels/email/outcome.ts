import { isIPv4, isIPv6 } from 'node:net'
import type { Cause, Outcome } from '../../../rules.ts'
import { causeOfCode } from '../connection-causes.ts'

/** What nodemailer tells of a failure; see its `errors.d.ts`. */
export interface MailFailure {
  code?: string | undefined
  originalCode?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
}

const byCode: Record<string, Cause> = {
  EDNS: 'unreachable',
  ETIMEDOUT: 'timed-out',
  EABORT: 'timed-out',
  ECONNECTION: 'connection-lost',
  ESOCKET: 'connection-lost',
  EPROTOCOL: 'connection-lost',
  ETLS: 'not-secure',
}

/** The server's own words without addresses: they name people, and the ledger is read by others than them. */
export const withoutAddresses = (text: string): string =>
  text
    .replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '…')
    .split(/(\s+)/)
    .map((word) => (isIPv4(word) || isIPv6(word) ? '…' : word))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()

/**
 * Whether a failed e-mail is worth another try. Replies 4xx are for now, 5xx for good (RFC 5321, 4.2.1), but for 503, which is about
 * the session and not about the message. What no server answered may pass.
 */
export function outcomeOf(failure: MailFailure): Outcome {
  const { responseCode = 0, response } = failure
  const detail = response ? { detail: withoutAddresses(response) } : {}
  if (failure.code === 'EAUTH' && responseCode >= 500) return { kind: 'permanent', cause: 'sign-in-refused', ...detail }
  if (responseCode >= 500 && responseCode !== 503) return { kind: 'permanent', cause: 'rejected', ...detail }
  if (responseCode >= 400) return { kind: 'temporary', cause: 'not-now', ...detail }
  const cause = causeOfCode(failure.originalCode) ?? causeOfCode(failure.code) ?? byCode[failure.code ?? '']
  return { kind: 'temporary', cause: cause ?? 'unexpected', ...detail }
}
