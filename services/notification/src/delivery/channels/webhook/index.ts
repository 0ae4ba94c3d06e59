import { lookup } from 'node:dns/promises'
import type { Database } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import { eq } from 'drizzle-orm'
import { preferences } from '../../../tables.ts'
import { templates } from '../../../telling/templates.ts'
import type { Channel } from '../channel.ts'
import type { Parcel } from '../parcel.ts'
import { isPrivate } from './address.ts'
import { outcomeOfError, outcomeOfStatus } from './outcome.ts'
import { post, type Resolved } from './post.ts'
import { liveSecrets } from './secrets.ts'
import { sign } from './signature.ts'

interface Hook {
  url: string
  /** Newest first. */
  secrets: string[]
}

type Resolve = (host: string) => Promise<Resolved[]>

const late = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

const bodyOf = ({ notificationId, batchId, template, link, createdAt }: Parcel, publicUrl: string): string =>
  JSON.stringify({
    type: 'notification.created',
    timestamp: createdAt.toISOString(),
    data: {
      id: notificationId,
      batchId,
      message: templates[template].subject,
      link: new URL(link, publicUrl).href,
    },
  })

function headersOf({ secrets }: Hook, { deliveryId }: Parcel, body: string, now: Date): Record<string, string> {
  const seconds = Math.floor(now.getTime() / 1000)
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Wardline',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': sign(secrets, deliveryId, seconds, body),
  }
}

/**
 * The user's own webhook, signed as Standard Webhooks says; private networks are refused unless `WEBHOOK_ALLOW_PRIVATE`.
 * @param options.limitMs for the whole call (design, section 7)
 * @param options.resolve every address of a host, asked once: what was checked is what is called, whatever its name says a moment later
 */
export function webhookChannel(
  config: Pick<Config, 'webhookAllowPrivate' | 'publicUrl'>,
  db: Database,
  clock: Clock,
  options: { limitMs?: number; resolve?: Resolve } = {},
): Channel<Hook> {
  const { limitMs = 10_000, resolve = (host) => lookup(host, { all: true }) } = options
  return {
    name: 'webhook',
    async address({ userId }) {
      const [row] = await db.select().from(preferences).where(eq(preferences.userId, userId))
      const secrets = row ? liveSecrets(row, clock.now()) : []
      return row?.webhookUrl && secrets.length ? { to: { url: row.webhookUrl, secrets } } : { cause: 'no-address' }
    },
    async send(to, parcel) {
      const signal = AbortSignal.timeout(limitMs)
      try {
        const url = new URL(to.url)
        const addresses = await Promise.race([resolve(url.hostname.replace(/^\[|\]$/g, '')), late(signal)])
        if (!config.webhookAllowPrivate && addresses.some(({ address }) => isPrivate(address)))
          return { kind: 'permanent', cause: 'address-not-allowed' }
        const now = clock.now()
        const body = bodyOf(parcel, config.publicUrl)
        const { status, retryAfter } = await post(url, addresses, headersOf(to, parcel, body, now), body, signal)
        return outcomeOfStatus(status, retryAfter, now)
      } catch (error) {
        return outcomeOfError(error)
      }
    },
    close: async () => {},
  }
}
