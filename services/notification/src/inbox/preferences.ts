import type { Database } from '@wardline/db/connect'
import { isChange } from '@wardline/kit/change'
import { ProblemError } from '@wardline/kit/errors'
import { changesBetween, writeHistory } from '@wardline/kit/history'
import { assertCurrent } from '@wardline/kit/record'
import { isStorable } from '@wardline/kit/schema'
import { transact } from '@wardline/kit/transaction'
import { eq } from 'drizzle-orm'
import type { Preferences, PreferencesChange } from '../model.ts'
import { lockStreams } from '../stream/sequence.ts'
import { history, type PreferenceRow, preferences } from '../tables.ts'

/** What stands in for a secret after it was answered once. */
const mask = 'whsec_••••••••'

const view = (row: PreferenceRow, secret = mask): Preferences => ({
  channels: row.channels,
  quietHours: row.quietHours,
  webhook: row.webhookUrl === null ? null : { url: row.webhookUrl, secret },
  version: row.version,
  updatedAt: row.version === 0 ? null : row.updatedAt.toISOString(),
})

/** Nobody has said anything yet: every channel, at any hour, no webhook. */
const untouched = (userId: string): PreferenceRow => ({
  userId,
  version: 0,
  updatedAt: new Date(0),
  channels: {},
  quietHours: null,
  webhookUrl: null,
  webhookSecret: null,
  webhookPreviousSecret: null,
  webhookPreviousUntil: null,
})

export async function readPreferences(db: Database, userId: string): Promise<Preferences> {
  const [row] = await db.select().from(preferences).where(eq(preferences.userId, userId))
  return view(row ?? untouched(userId))
}

/** Whether a message can be of that kind: one to 100 characters of text. */
const isKind = (text: string): boolean => text.trim() !== '' && [...text].length <= 100 && isStorable(text)

/** A list stands for every kind. @throws ProblemError `invalid` for a kind that no message can have */
function channelsOf({ channels }: PreferencesChange): Partial<PreferenceRow> {
  if (channels === undefined) return {}
  if (Array.isArray(channels)) return { channels: { '*': channels } }
  const unusable = Object.keys(channels ?? {}).find((kind) => !isKind(kind))
  if (unusable === undefined) return { channels: channels ?? {} }
  const path = `channels.${unusable}`
  throw ProblemError.invalid(path, `“${path}”: a kind is text of 1 to 100 characters, without NUL or broken ones.`)
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: 24 to 64 random bytes. */
function isSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64').length
  return bytes >= 24 && bytes <= 64
}

const newSecret = () => `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`

/** A webhook as it is kept. The same address keeps its secret unless a new one is given. */
function webhookOf(change: PreferencesChange, before: PreferenceRow): Partial<PreferenceRow> {
  const { webhook } = change
  if (webhook === undefined) return {}
  if (webhook === null) return { webhookUrl: null, webhookSecret: null }
  const protocol = URL.canParse(webhook.url) ? new URL(webhook.url).protocol : ''
  if (protocol !== 'https:' && protocol !== 'http:')
    throw ProblemError.invalid('webhook.url', '“webhook.url” must be an http(s) address.')
  if (webhook.secret !== undefined && webhook.secret !== mask && !isSecret(webhook.secret))
    throw ProblemError.invalid('webhook.secret', '“webhook.secret” must be whsec_ and 24 to 64 bytes in base64.')
  const given = webhook.secret === mask ? undefined : webhook.secret
  const kept = webhook.url === before.webhookUrl ? before.webhookSecret : undefined
  return { webhookUrl: webhook.url, webhookSecret: given ?? kept ?? newSecret() }
}

/**
 * Changes a user's own preferences; what changes nothing leaves no trace. A webhook's secret is in this answer when it is new, and masked ever after.
 * @throws ProblemError `invalid`, `stale`
 */
export const changePreferences = (
  db: Database,
  userId: string,
  change: PreferencesChange,
  headers: Record<string, string | undefined>,
  at: Date,
): Promise<Preferences> =>
  transact(db, async (tx) => {
    // The row may not be there yet; its user's sequence always can be.
    await lockStreams(tx, [userId])
    const [found] = await tx.select().from(preferences).where(eq(preferences.userId, userId))
    const before = found ?? untouched(userId)
    assertCurrent(before, headers, change)
    const { quietHours } = change
    const wanted: PreferenceRow = {
      ...before,
      ...channelsOf(change),
      ...(quietHours !== undefined && { quietHours }),
      ...webhookOf(change, before),
    }
    if (!isChange(before, wanted)) return view(before)
    const after = { ...wanted, version: before.version + 1, updatedAt: at }
    await tx.insert(preferences).values(after).onConflictDoUpdate({ target: preferences.userId, set: after })
    const { webhookSecret: _, ...changes } = changesBetween(before, after)
    const entry = { entityId: userId, version: after.version, at, actorId: userId, action: 'preferences', changes }
    await writeHistory(tx, history, [entry])
    const isNew = after.webhookSecret !== null && after.webhookSecret !== before.webhookSecret
    return view(after, isNew ? (after.webhookSecret as string) : mask)
  })
