import { escalationKind } from '@wardline/notification/rules'
import type { Delivery, Notification, NotificationChange, SendDetails } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { channelInWords } from './states.ts'

/** One thing that happened to a notification, or that will unless something else does. */
export interface Moment {
  at: string
  title: string
  detail?: string | null
  tone: Tone
}

export interface Told {
  notification: Notification
  /** Whose inbox it is in. */
  recipient: string
  deliveries: Delivery[]
  history: NotificationChange[]
  /** The send or event that it belongs to. */
  send: SendDetails | undefined
}

const nameOf = (by: { name: string | null } | null): string => by?.name ?? t('deliveries.story.nobody')

const outcomes = t('deliveries.story.outcomes', { returnObjects: true })
const outcomeTones: Record<keyof typeof outcomes, Tone> = {
  delivered: 'green',
  temporary: 'orange',
  permanent: 'red',
  unknown: 'orange',
  pending: 'blue',
}

function origin({ notification: { kind, createdAt }, send, history }: Told): Moment[] {
  const at = send?.createdAt ?? createdAt
  if (send?.sender) {
    const name = nameOf(send.sender)
    return [{ at, tone: 'gray', title: t('deliveries.story.moments.sent', { name }) }]
  }
  // Who booked or moved is on the record of the appointment; a message that people wrote says who sent it.
  if (history.some(({ action }) => action === 'sent')) return []
  return [{ at, tone: 'gray', title: t('deliveries.story.moments.event', { kind: kindInWords(kind) }) }]
}

function inbox({ notification: { createdAt, readAt }, recipient: name }: Told): Moment[] {
  const written: Moment = { at: createdAt, tone: 'green', title: t('deliveries.story.moments.written', { name }) }
  return readAt
    ? [written, { at: readAt, tone: 'green', title: t('deliveries.story.moments.read', { name }) }]
    : [written]
}

const attempts = ({ deliveries }: Told): Moment[] =>
  deliveries.flatMap(({ channel, attempts }) =>
    attempts.map(({ n, startedAt, outcome, error }): Moment => {
      const title = t('deliveries.story.moments.tried', { channel: channelInWords(channel), n })
      const came = outcome ?? 'pending'
      const detail = error ? `${outcomes[came]}. ${error}` : outcomes[came]
      return { at: startedAt, tone: outcomeTones[came], title, detail }
    }),
  )

const actions = [
  'acknowledged',
  'declined',
  'handed-over',
  'cancelled',
  'escalated',
  'not-escalated',
  'not-written',
] as const
const isAction = (action: string): action is (typeof actions)[number] => actions.some((one) => one === action)

const actionTones: Partial<Record<string, Tone>> = {
  acknowledged: 'green',
  escalated: 'orange',
  'not-escalated': 'red',
  'not-written': 'red',
}

/** Which channels a retry was of: its history names the deliveries whose generation it raised. */
const retriedChannels = ({ changes }: NotificationChange, deliveries: Delivery[]) =>
  deliveries
    .filter(({ id }) => Object.keys(changes).some((change) => change.includes(id)))
    .map(({ channel }) => channel)

function changed(change: NotificationChange, deliveries: Delivery[]): Moment[] {
  const { at, by, action, reason } = change
  const name = nameOf(by)
  if (action === 'sent') return []
  if (action === 'retried') {
    const [channel] = retriedChannels(change, deliveries)
    const title = channel
      ? t('deliveries.story.moments.retriedOn', { name, channel: channelInWords(channel) })
      : t('deliveries.story.moments.retried', { name })
    return [{ at, tone: 'blue', title }]
  }
  const title = isAction(action)
    ? t(`deliveries.story.moments.${action}`, { name })
    : t('deliveries.story.moments.other', { name, action })
  return [{ at, tone: actionTones[action] ?? 'gray', title, detail: reason }]
}

/** What became of the same alert at others, after it was passed on. */
function elsewhere({ notification: { id, kind }, send }: Told): Moment[] {
  const alert = send?.alert
  if (!alert || kind === escalationKind) return []
  const others = alert.asked.filter(({ notificationId, via }) => notificationId !== id && via !== 'sent')
  const told = others.map(
    ({ at, via, user }): Moment => ({
      at,
      tone: 'orange',
      title: t(`deliveries.story.moments.${via === 'escalation' ? 'asked' : 'handedTo'}`, { name: nameOf(user) }),
    }),
  )
  const answered = others.flatMap(({ answer, answeredAt: at, user, reason: detail }): Moment[] => {
    const name = nameOf(user)
    if (!at) return []
    if (answer === 'acknowledged')
      return [{ at, tone: 'green', title: t('deliveries.story.moments.answeredElsewhere', { name }) }]
    if (answer === 'declined')
      return [{ at, tone: 'gray', title: t('deliveries.story.moments.declinedElsewhere', { name }), detail }]
    return []
  })
  const lastResort: Moment[] = alert.lastResort
    ? [{ at: alert.lastResort.at, tone: 'red', title: t('deliveries.story.moments.lastResort') }]
    : []
  return [...told, ...answered, ...lastResort]
}

const inOrder = (moments: Moment[]): Moment[] =>
  moments.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))

/** Everything that happened to one notification, from the event that it tells of to the answer. */
export const storyOf = (told: Told): Moment[] =>
  inOrder([
    ...origin(told),
    ...inbox(told),
    ...attempts(told),
    ...told.history.flatMap((change) => changed(change, told.deliveries)),
    ...elsewhere(told),
  ])

/** What will happen by itself unless something else does first. */
export function aheadOf({ notification: { ack, kind }, deliveries, send }: Told): Moment[] {
  const tries = deliveries.flatMap(({ channel, nextTryAt: at }): Moment[] =>
    at
      ? [{ at, tone: 'blue', title: t('deliveries.story.moments.nextTry', { channel: channelInWords(channel) }) }]
      : [],
  )
  const next = send?.alert?.next
  if (next && kind !== escalationKind) {
    const who = t(`deliveries.story.steps.${next.step}`)
    const title = t('deliveries.story.moments.nextStep', { who })
    return inOrder([...tries, { at: next.at, tone: 'orange', title }])
  }
  const isDue = ack && !ack.at && send?.alert?.status === 'waiting'
  const due: Moment[] = isDue ? [{ at: ack.dueAt, tone: 'orange', title: t('deliveries.story.moments.ackDue') }] : []
  return inOrder([...tries, ...due])
}
