import type { Database } from '@wardline/db/connect'
import { isChange } from '@wardline/kit/change'
import { ProblemError } from '@wardline/kit/errors'
import { changesBetween, writeHistory } from '@wardline/kit/history'
import { assertCurrent } from '@wardline/kit/record'
import { isStorable } from '@wardline/kit/schema'
import { transact } from '@wardline/kit/transaction'
import { eq } from 'drizzle-orm'
import { isSecret, newSecret, overlapMs, previousUntil } from '../delivery/channels/webhook/secrets.ts'
import type { Preferences, PreferencesChange } from '../model.ts'
import { lockStreams } from '../stream/sequence.ts'
import { history, type PreferenceRow, preferences } from '../tables.ts'

/** What stands in for a secret after it was answered once. */
const mask = 'whsec_••••••••'

function webhookView(row: PreferenceRow, now: Date, secret: string): Preferences['webhook'] {
  if (row.webhookUrl === null) return null
  return { url: row.webhookUrl, secret, previousSecretUntil: previousUntil(row, now)?.toISOString() ?? null }
}

const view = (row: PreferenceRow, now: Date, secret = mask): Preferences => ({
  channels: row.channels,
  quietHours: row.quietHours,
  webhook: webhookView(row, now, secret),
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

export async function readPreferences(db: Database, userId: string, now: Date): Promise<Preferences> {
  const [row] = await db.select().from(preferences).where(eq(preferences.userId, userId))
  return view(row ?? untouched(userId), now)
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

type Webhook = NonNullable<PreferencesChange['webhook']>

/** @throws ProblemError `invalid` */
function assertUsable({ url, secret, rotate }: Webhook): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : ''
  if (protocol !== 'https:' && protocol !== 'http:')
    throw ProblemError.invalid('webhook.url', '“webhook.url” must be an http(s) address.')
  if (rotate && secret !== undefined)
    throw ProblemError.invalid('webhook.rotate', '“webhook.rotate” makes a new secret: leave “webhook.secret” out.')
  if (secret !== undefined && secret !== mask && !isSecret(secret))
    throw ProblemError.invalid('webhook.secret', '“webhook.secret” must be whsec_ and 24 to 64 bytes in base64.')
}

/** A webhook as it is kept. The same address keeps its secret until there is a new one, and that one for a day more; another forgets both. */
function webhookOf({ webhook }: PreferencesChange, before: PreferenceRow, at: Date): Partial<PreferenceRow> {
  if (webhook === undefined) return {}
  const forgotten = { webhookPreviousSecret: null, webhookPreviousUntil: null }
  if (webhook === null) return { ...forgotten, webhookUrl: null, webhookSecret: null }
  assertUsable(webhook)
  const { url, secret, rotate } = webhook
  const given = secret === mask ? undefined : secret
  if (url !== before.webhookUrl) return { ...forgotten, webhookUrl: url, webhookSecret: given ?? newSecret() }
  const wanted = rotate ? newSecret() : (given ?? before.webhookSecret)
  if (wanted === before.webhookSecret) return {}
  const webhookPreviousUntil = new Date(at.getTime() + overlapMs)
  return { webhookSecret: wanted, webhookPreviousSecret: before.webhookSecret, webhookPreviousUntil }
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
      ...webhookOf(change, before, at),
    }
    if (!isChange(before, wanted)) return view(before, at)
    const after = { ...wanted, version: before.version + 1, updatedAt: at }
    await tx.insert(preferences).values(after).onConflictDoUpdate({ target: preferences.userId, set: after })
    const { webhookSecret: _, webhookPreviousSecret: __, ...changes } = changesBetween(before, after)
    const entry = { entityId: userId, version: after.version, at, actorId: userId, action: 'preferences', changes }
    await writeHistory(tx, history, [entry])
    const isNew = after.webhookSecret !== null && after.webhookSecret !== before.webhookSecret
    return view(after, at, isNew ? (after.webhookSecret as string) : mask)
  })
