import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'

/** An address that a host's name stands for. */
export interface Resolved {
  address: string
  family: number
}

/**
 * One call of exactly these addresses, and what its first line and headers say. The body of the answer is nobody's: it is not read.
 * Redirects are not followed: they would lead past the check of the addresses.
 */
export async function post(
  url: URL,
  addresses: Resolved[],
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<{ status: number; retryAfter: string | undefined }> {
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, addresses)
    else done(null, first?.address ?? '', first?.family)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = request(url, { method: 'POST', lookup, headers, signal, agent: false }, resolve)
  sent.on('error', reject)
  sent.end(body)
  const answer = await promise
  answer.destroy()
  return { status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] }
}
