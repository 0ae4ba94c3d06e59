import { FormatRegistry } from '@sinclair/typebox'
import { Body, Instant, Nullable, OneOf, TimeOfDay, WholeNumber } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { channels } from '../rules.ts'

FormatRegistry.Set('time-zone', (zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
})
const TimeZone = t.String({ format: 'time-zone', error: 'must be an IANA time zone, as in Europe/Madrid' })

const ChannelList = t.Array(OneOf(channels), { maxItems: channels.length, uniqueItems: true })
export const QuietHours = Body({ from: TimeOfDay, to: TimeOfDay, timeZone: t.Optional(TimeZone) })
export type QuietHours = Static<typeof QuietHours>

/**
 * Channels by kind; `*` is every other kind. The inbox itself cannot be switched off.
 * The pattern takes every key, so that each value is checked: of a record's keys nothing else is. Which are allowed is said where they are kept.
 */
export const ChannelsByKind = t.Record(t.String({ pattern: '^[^]*$' }), ChannelList)
export type ChannelsByKind = Static<typeof ChannelsByKind>

export const Preferences = t.Object({
  channels: ChannelsByKind,
  quietHours: Nullable(QuietHours),
  webhook: Nullable(
    t.Object({
      url: t.String(),
      secret: t.String(),
      /** Until then calls are signed with the secret before as well. */
      previousSecretUntil: Nullable(Instant),
    }),
  ),
  version: t.Integer({ minimum: 0 }),
  updatedAt: Nullable(Instant),
})
export type Preferences = Static<typeof Preferences>

/** A list of channels stands for every kind. */
export const PreferencesChange = Body({
  version: t.Optional(WholeNumber({ minimum: 0 })),
  channels: t.Optional(t.Union([ChannelsByKind, ChannelList, t.Null()])),
  quietHours: t.Optional(Nullable(QuietHours)),
  webhook: t.Optional(
    Nullable(
      Body({
        url: t.String({ maxLength: 2000 }),
        secret: t.Optional(t.String({ maxLength: 200 })),
        /** Makes a new secret. */
        rotate: t.Optional(t.Boolean()),
      }),
    ),
  ),
})
export type PreferencesChange = Static<typeof PreferencesChange>
