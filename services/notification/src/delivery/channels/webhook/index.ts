import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Database } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import { eq } from 'drizzle-orm'
import { preferences } from '../../../tables.ts'
import type { Channel } from '../channel.ts'
import { isPrivate } from './address.ts'
import { outcomeOfError, outcomeOfStatus } from './outcome.ts'
import { sign } from './signature.ts'

/** The whole call, in milliseconds. */
const limitMs = 10_000

interface Hook {
  url: string
  secret: string
}
interface Resolved {
  address: string
  family: number
}

const late = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

/** Every address of a host, found out once: what was checked is what is called, whatever its name says a moment later. */
const resolve = (url: URL, signal: AbortSignal): Promise<Resolved[]> =>
  Promise.race([lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true }), late(signal)])

function post(url: URL, addresses: Resolved[], headers: Record<string, string>, body: string, signal: AbortSignal) {
  const fixed: LookupFunction = (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, addresses)
    else done(null, first?.address ?? '', first?.family)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  // Redirects are not followed: they would lead past the check.
  const sent = request(url, { method: 'POST', lookup: fixed, headers, signal, agent: false }, resolve)
  sent.on('error', reject)
  sent.end(body)
  return promise
}

/** The user's own webhook, signed as Standard Webhooks says; private networks are refused unless `WEBHOOK_ALLOW_PRIVATE`. */
export function webhookChannel(
  config: Pick<Config, 'webhookAllowPrivate' | 'publicUrl'>,
  db: Database,
  clock: Clock,
): Channel<Hook> {
  return {
    name: 'webhook',
    async address({ userId }) {
      const [row] = await db.select().from(preferences).where(eq(preferences.userId, userId))
      return row?.webhookUrl && row.webhookSecret
        ? { to: { url: row.webhookUrl, secret: row.webhookSecret } }
        : { cause: 'no-address' }
    },
    async send(to, { deliveryId, notificationId, batchId, link, createdAt }) {
      const signal = AbortSignal.timeout(limitMs)
      try {
        const url = new URL(to.url)
        const addresses = await resolve(url, signal)
        if (!config.webhookAllowPrivate && addresses.some(({ address }) => isPrivate(address)))
          return { kind: 'permanent', cause: 'address-not-allowed' }
        const now = clock.now()
        const seconds = Math.floor(now.getTime() / 1000)
        const body = JSON.stringify({
          type: 'notification.created',
          timestamp: createdAt.toISOString(),
          data: {
            id: notificationId,
            batchId,
            message: 'You have a message in Wardline',
            link: new URL(link, config.publicUrl).href,
          },
        })
        const answer = await post(
          url,
          addresses,
          {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
            'user-agent': 'Wardline',
            'webhook-id': deliveryId,
            'webhook-timestamp': String(seconds),
            'webhook-signature': sign([to.secret], deliveryId, seconds, body),
          },
          body,
          signal,
        )
        answer.destroy()
        return outcomeOfStatus(answer.statusCode ?? 0, answer.headers['retry-after'], now)
      } catch (error) {
        return outcomeOfError(error)
      }
    },
    close: async () => {},
  }
}
