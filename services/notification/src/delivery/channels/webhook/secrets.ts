import type { PreferenceRow } from '../../../tables.ts'

/** How long the secret before stays good beside a new one, in milliseconds. */
export const overlapMs = 24 * 3600_000

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: 24 to 64 random bytes. */
export function isSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64').length
  return bytes >= 24 && bytes <= 64
}

export const newSecret = (): string =>
  `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`

type Kept = Pick<PreferenceRow, 'webhookSecret' | 'webhookPreviousSecret' | 'webhookPreviousUntil'>

/** Until when the secret before is good; null when there is none, or no longer. */
export const previousUntil = ({ webhookPreviousUntil: until }: Kept, now: Date): Date | null =>
  until && until > now ? until : null

/** The secrets with which a call is signed, newest first. */
export function liveSecrets(row: Kept, now: Date): string[] {
  const previous = previousUntil(row, now) && row.webhookPreviousSecret
  return [row.webhookSecret, previous].filter((secret) => secret !== null)
}
