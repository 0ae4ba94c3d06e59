import { subscribers } from '@wardline/kit/events'
import type { Role } from '@wardline/kit/permissions'
import type { Audience, ChannelsByKind, QuietHours, Send, SendPreview } from '../model.ts'
import {
  type Cause,
  type Channel,
  defaultAckSeconds,
  escalationKind,
  isStaff,
  type Severity,
  type State,
  systemKinds,
  wantsAck,
} from '../rules.ts'
import { setSize } from '../stream/sequence.ts'
import type { PreferenceRow } from '../tables.ts'
import type { AckTerms, Message } from './message.ts'

/** Minutes of the day on a zone's wall clock. */
function minutesAt(at: Date, timeZone: string): number {
  const time = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  return time.hour * 60 + time.minute
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Quiet hours may cross midnight; the same time twice is no quiet hours at all. */
export function isQuiet(quiet: QuietHours | null, at: Date, hospitalTz: string): boolean {
  if (!quiet) return false
  const [from, to, now] = [minutesOf(quiet.from), minutesOf(quiet.to), minutesAt(at, quiet.timeZone ?? hospitalTz)]
  return from <= to ? now >= from && now < to : now >= from || now < to
}

type Preference = Pick<PreferenceRow, 'channels' | 'quietHours' | 'webhookUrl'>

/** The channels that somebody named for a kind, if they did. A kind is the sender's text: it may be a name that every object has. */
const namedFor = (channels: ChannelsByKind, kind: string): readonly Channel[] | undefined =>
  Object.hasOwn(channels, kind) ? channels[kind] : undefined

/** Why a recipient does not want this on that channel, or not now; undefined when they do. */
function objection(
  kind: string,
  channel: Channel,
  preference: Preference | undefined,
  at: Date,
  hospitalTz: string,
): Cause | undefined {
  const wanted = preference && (namedFor(preference.channels, kind) ?? namedFor(preference.channels, '*'))
  if (wanted && !wanted.includes(channel)) return 'switched-off'
  return isQuiet(preference?.quietHours ?? null, at, hospitalTz) ? 'quiet-hours' : undefined
}

export interface PlannedDelivery {
  channel: Channel
  status: State
  cause: Cause | null
  overridden: boolean
  nextTryAt: Date | null
}

/**
 * How a message goes to one recipient: where each of its deliveries begins.
 * The inbox is the record itself, so that it cannot be switched off; critical overrides both switch and quiet hours, and says so.
 */
export function planDeliveries(
  message: { kind: string; severity: Severity; channels: readonly Channel[] },
  preference: Preference | undefined,
  at: Date,
  hospitalTz: string,
): PlannedDelivery[] {
  return message.channels.map((channel) => {
    const settled = { channel, overridden: false, nextTryAt: null }
    if (channel === 'in-app') return { ...settled, status: 'delivered', cause: null }
    const against = objection(message.kind, channel, preference, at, hospitalTz)
    if (against && message.severity !== 'critical') return { ...settled, status: 'suppressed', cause: against }
    if (channel === 'webhook' && !preference?.webhookUrl) return { ...settled, status: 'failed', cause: 'no-address' }
    return { channel, status: 'pending', cause: null, overridden: against !== undefined, nextTryAt: at }
  })
}

/** Recipients in sets that one transaction writes, each with the id that its notification will have. */
export function inSets(userIds: string[], newId: () => string): { userIds: string[]; ids: string[] }[] {
  const sets: { userIds: string[]; ids: string[] }[] = []
  for (let start = 0; start < userIds.length; start += setSize) {
    const part = userIds.slice(start, start + setSize)
    sets.push({ userIds: part, ids: part.map(newId) })
  }
  return sets
}

/** What was asked for, with its defaults. A critical message always wants an answer. */
export function messageOf(send: Send): Message {
  const { title, body, severity = 'info', kind = 'message', link = null, channels = ['in-app'] } = send
  const terms: AckTerms = {
    withinSeconds: send.ack?.withinSeconds ?? defaultAckSeconds,
    escalateTo: send.ack?.escalateTo ?? null,
    step: 'named',
  }
  const ack = send.ack || wantsAck(severity) ? terms : null
  return { title, body, severity, kind, link, data: {}, channels, ack }
}

export interface Complaint {
  kind: 'invalid' | 'forbidden'
  path: string
  message: string
}

const lateMs = 15 * 60_000
const aheadMs = 366 * 24 * 3600_000

function wardComplaint(audience: Audience, path: string): Complaint | undefined {
  const field = (['wardIds', 'onShift'] as const).find((each) => audience[each])
  return field && { kind: 'invalid', path: `${path}.${field}`, message: 'No wards exist yet: name users or roles.' }
}

const eventKinds = Object.keys(subscribers).map((type) => type.slice(0, type.indexOf('.') + 1))

/** Kinds by which people and programs know what the system itself says: no sender speaks in its name. */
function isReserved(kind: string): boolean {
  const plain = kind.trim().toLowerCase()
  return plain === escalationKind || [systemKinds, ...eventKinds].some((prefix) => plain.startsWith(prefix))
}

/** What is wrong with a send, as far as that can be said without asking anybody. */
export function sendComplaint(send: SendPreview, now: Date): Complaint | undefined {
  const wrong = wardComplaint(send.to, 'to') ?? wardComplaint(send.ack?.escalateTo ?? {}, 'ack.escalateTo')
  if (wrong) return wrong
  if (send.kind && isReserved(send.kind))
    return { kind: 'invalid', path: 'kind', message: `“kind” must not be “${send.kind}”, which is the system’s own.` }
  return timesComplaint(send, now)
}

function timesComplaint({ sendAt, expiresAt }: SendPreview, now: Date): Complaint | undefined {
  const complaint = (path: string, message: string): Complaint => ({ kind: 'invalid', path, message })
  const ahead = sendAt ? Date.parse(sendAt) - now.getTime() : 0
  if (ahead < -lateMs) return complaint('sendAt', '“sendAt” lies in the past.')
  if (ahead > aheadMs) return complaint('sendAt', '“sendAt” lies more than a year ahead.')
  const until = expiresAt ? Date.parse(expiresAt) - now.getTime() : Number.POSITIVE_INFINITY
  if (until <= Math.max(ahead, 0)) return complaint('expiresAt', '“expiresAt” must lie after the time of sending.')
  return
}

/**
 * Whether a doctor or a nurse reaches everyone they name: nurses staff, doctors their own patients too.
 * Somebody who does not exist is out of reach just the same, so that ids cannot be tried.
 */
export function isWithinReach(
  role: Role,
  userIds: readonly string[],
  known: ReadonlyMap<string, Role>,
  patientUserIds: ReadonlySet<string>,
): boolean {
  return userIds.every((id) => {
    const theirs = known.get(id)
    return theirs !== undefined && (isStaff(theirs) || (role === 'doctor' && patientUserIds.has(id)))
  })
}
