import type { Role } from '@wardline/kit/permissions'
import { channels as all, type Channel } from '@wardline/notification/rules'
import { knownKinds } from '../notifications/kinds.ts'

type ChannelsByKind = Record<string, Channel[]>

/** One line of the page: a kind, or `*` for every kind that says nothing of its own. */
interface KindRow {
  kind: string
  email: boolean
  webhook: boolean
}

/** Who is never told of a kind is not asked about it. Kinds that are not named here concern everybody. */
const concerned: Record<string, Role[]> = {
  'leave.entered': ['doctor'],
  'leave.cancelled': ['doctor'],
  escalation: ['admin', 'doctor', 'nurse', 'receptionist'],
  'system.delivery': ['admin'],
}

/** Whether messages of a kind can reach somebody of that role. */
export const concerns = (kind: string, role: Role): boolean =>
  !Object.hasOwn(concerned, kind) || (concerned[kind]?.includes(role) ?? true)

/** Webhooks are for those whose programs work with Wardline: the desk and patients see them only where one is in use. */
export const offersWebhook = (role: Role, hasWebhook: boolean): boolean =>
  hasWebhook || (role !== 'patient' && role !== 'receptionist')

const every: Channel[] = [...all]

const of = (channels: ChannelsByKind, kind: string): Channel[] | undefined =>
  Object.hasOwn(channels, kind) ? channels[kind] : undefined

/** The known kinds, those that somebody named besides, and every other kind last. */
export function rowsOf(channels: ChannelsByKind): KindRow[] {
  const others = Object.keys(channels).filter((kind) => kind !== '*' && !knownKinds.includes(kind))
  return [...knownKinds, ...others, '*'].map((kind) => {
    const wanted = of(channels, kind) ?? of(channels, '*') ?? every
    return { kind, email: wanted.includes('email'), webhook: wanted.includes('webhook') }
  })
}

const listOf = ({ email, webhook }: KindRow): Channel[] => [
  'in-app',
  ...(email ? (['email'] as const) : []),
  ...(webhook ? (['webhook'] as const) : []),
]

/** What is kept: a kind that says the same as every other is left to that. */
export function channelsOf(rows: KindRow[]): ChannelsByKind {
  const rest = rows.find(({ kind }) => kind === '*')
  const same = (row: KindRow) => row.email === (rest?.email ?? true) && row.webhook === (rest?.webhook ?? true)
  const own = rows.filter((row) => row.kind !== '*' && !same(row))
  const says = rest && !(rest.email && rest.webhook) ? [rest] : []
  return Object.fromEntries([...own, ...says].map((row) => [row.kind, listOf(row)]))
}
