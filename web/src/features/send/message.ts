import { type Role, staffRoles } from '@wardline/kit/permissions'
import { type Channel, wantsAck } from '@wardline/notification/rules'
import type { Severity } from '../../api/records.ts'
import type { HospitalClock } from '../../time/zone.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'

export type Audience = 'people' | 'roles' | 'staff' | 'everyone'
export type EscalateTo = 'admins' | 'role' | 'people'
export type To = { userIds: string[] } | { roles: Role[] } | { everyone: true }

/** What the form of a message holds. */
export interface MessageValues {
  audience: Audience
  people: Choice[]
  roles: Role[]
  title: string
  body: string
  severity: Severity
  email: boolean
  webhook: boolean
  wantsAnswer: boolean
  withinMinutes: string
  escalateTo: EscalateTo
  escalateRole: Role
  escalatePeople: Choice[]
  isLater: boolean
  day: string
  clock: string
}

export const emptyMessage: MessageValues = {
  ...{ audience: 'people', people: [], roles: [], title: '', body: '', severity: 'info' },
  ...{ email: false, webhook: false },
  ...{ wantsAnswer: false, withinMinutes: '5', escalateTo: 'admins', escalateRole: 'doctor', escalatePeople: [] },
  ...{ isLater: false, day: '', clock: '08:00' },
}

const hourMs = 3600_000

/** Where a time to send at begins: the next full hour of the hospital's clock. */
export function nextFullHour(hospital: Pick<HospitalClock, 'dayOf' | 'clock'>, now: number) {
  const inAnHour = new Date(now + hourMs).toISOString()
  return { day: hospital.dayOf(inAnHour), clock: `${hospital.clock(inAnHour).slice(0, 2)}:00` }
}

/** A critical message always wants an answer; of any other it can be asked. */
export const asksForAnswer = ({ severity, wantsAnswer }: Pick<MessageValues, 'severity' | 'wantsAnswer'>): boolean =>
  wantsAnswer || wantsAck(severity)

function addressees({ audience, people, roles }: Pick<MessageValues, 'audience' | 'people' | 'roles'>): To {
  if (audience === 'people') return { userIds: people.map(({ id }) => id) }
  if (audience === 'staff') return { roles: [...staffRoles] }
  return audience === 'roles' ? { roles } : { everyone: true }
}

function escalation({ escalateTo, escalateRole, escalatePeople }: MessageValues): { escalateTo?: To } {
  if (escalateTo === 'admins') return {}
  if (escalateTo === 'role') return { escalateTo: { roles: [escalateRole] } }
  return { escalateTo: { userIds: escalatePeople.map(({ id }) => id) } }
}

/** What the API is told, from what was filled in. */
export function messageOf(values: MessageValues, hospital: Pick<HospitalClock, 'at'>) {
  const { title, body, severity, email, webhook, withinMinutes, isLater, day, clock } = values
  const channels: Channel[] = ['in-app', ...(email ? ['email' as const] : []), ...(webhook ? ['webhook' as const] : [])]
  return {
    to: addressees(values),
    ...{ title, body, severity, channels },
    ...(asksForAnswer(values) && {
      ack: { withinSeconds: Math.round(Number(withinMinutes) * 60), ...escalation(values) },
    }),
    ...(isLater && day && { sendAt: hospital.at(day, clock) }),
  }
}
export type Message = ReturnType<typeof messageOf>

/** Of a message, what decides who gets it and how; undefined while it names nobody. */
export function previewOf({ to, severity, channels, sendAt }: Message) {
  if ('userIds' in to && to.userIds.length === 0) return
  if ('roles' in to && to.roles.length === 0) return
  return { to, severity, channels, ...(sendAt && { sendAt }) }
}
export type PreviewOf = NonNullable<ReturnType<typeof previewOf>>
