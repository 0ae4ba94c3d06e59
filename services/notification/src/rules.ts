import type { Role } from '@wardline/kit/permissions'
import { staffRoles } from '@wardline/kit/permissions'

export const severities = ['info', 'warning', 'critical'] as const
export type Severity = (typeof severities)[number]

/** `in-app` is written with the notification itself; the others leave the house, carried by the worker. */
export const channels = ['in-app', 'email', 'webhook'] as const
export type Channel = (typeof channels)[number]
/** The canary's is the system's own: no client can name it, and no list shows it. */
export type OutgoingChannel = Exclude<Channel, 'in-app'> | 'canary'

/** Worst first: a notification shows the worst of its deliveries (design, section 4). */
export const states = [
  'failed',
  'unknown',
  'retrying',
  'sending',
  'pending',
  'delivered',
  'expired',
  'cancelled',
  'suppressed',
] as const
export type State = (typeof states)[number]

/** What each state says, in words for people. */
export const meanings: Record<State, string> = {
  failed: 'It did not arrive and will not be tried again unless someone asks for it',
  unknown: 'It may have arrived: Wardline stopped between sending it and writing that down',
  retrying: 'It did not arrive yet and is tried again soon',
  sending: 'It is being sent now',
  pending: 'It waits for its turn',
  delivered: 'It arrived',
  expired: 'It was not sent in time and is of no use any more',
  cancelled: 'It was called off before it was sent',
  suppressed: 'It was not sent because its recipient does not want it on this channel, or not now',
}

/** State → where it may go next (design, section 7); the worker, the ledger and the tests use this one table. */
export const transitions: Record<State, readonly State[]> = {
  pending: ['sending', 'cancelled', 'suppressed', 'expired', 'failed'],
  sending: ['delivered', 'retrying', 'failed', 'unknown'],
  retrying: ['sending', 'cancelled', 'expired'],
  delivered: [],
  failed: ['pending'],
  unknown: ['pending'],
  expired: [],
  cancelled: [],
  suppressed: [],
}

/** States from which a delivery may come to another. */
export const leadingTo = (next: State): State[] => states.filter((state) => transitions[state].includes(next))

/** States from which a worker takes a delivery up. */
export const claimable: readonly State[] = leadingTo('sending')

/** States that an administrator may send again; `unknown` only when the risk of a duplicate is accepted. */
export const retryable = (includeUnknown: boolean): State[] =>
  leadingTo('pending').filter((state) => includeUnknown || state !== 'unknown')

export const worst = (of: readonly State[]): State => states.find((state) => of.includes(state)) ?? 'suppressed'

/** Why a delivery is where it is: the words an administrator reads. */
export const causes = {
  'no-address': 'The recipient has given no address for this channel.',
  'recipient-disabled': 'The recipient’s account is disabled.',
  'connection-refused': 'The server refuses connections.',
  unreachable: 'The server cannot be reached.',
  'timed-out': 'The server did not answer in time.',
  'connection-lost': 'The connection broke off.',
  'not-secure': 'No secure connection could be made: the server’s certificate or its encryption is not valid.',
  'not-now': 'The server cannot take it just now.',
  rejected: 'The server refuses this message or its recipient.',
  'sign-in-refused': 'The server refuses our user name and password.',
  'address-not-allowed': 'The address leads into a private network, which is not allowed.',
  unexpected: 'Something went wrong on our side; the log has more.',
  'worker-ended': 'Wardline stopped while this was being sent; it may have arrived.',
  'switched-off': 'The recipient has switched this channel off for this kind.',
  'quiet-hours': 'It fell into the recipient’s quiet hours.',
  'not-written': 'It could not be written into the inbox. It is still tried, ever more seldom; the log has more.',
  'not-escalated': 'Nobody answered, and the next in line could not be told. It is still tried; the log has more.',
  unaddressed: 'Someone had to be told but has no login, or a disabled one.',
} as const
export type Cause = keyof typeof causes

/** What came of one attempt. `detail` is what the other side said, shortened; never what we sent. */
export type Outcome =
  | { kind: 'delivered' }
  | { kind: 'temporary' | 'permanent'; cause: Cause; detail?: string; retryAfterMs?: number }

export interface RetryPolicy {
  /** Tries in one generation. */
  attempts: number
  /** Base of the exponential back-off, in milliseconds. */
  backoffMs: number
}

export const longestBackoffMs = 10 * 60_000

/**
 * Milliseconds until the next try: capped exponential with full jitter, so that what failed together does not return together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter
 * @param tries how many there were, 1 or more
 * @param random from 0 up to 1
 */
export const backoff = (tries: number, baseMs: number, random: number): number =>
  Math.ceil(random * Math.min(longestBackoffMs, baseMs * 2 ** Math.min(tries - 1, 40)))

export interface Settled {
  state: 'delivered' | 'retrying' | 'failed'
  cause: Cause | null
  /** Milliseconds until the next try; null when there is none. */
  waitMs: number | null
}

/** Where a delivery goes after try number `tries` of its generation. */
export function settle(outcome: Outcome, tries: number, policy: RetryPolicy, random: number): Settled {
  if (outcome.kind === 'delivered') return { state: 'delivered', cause: null, waitMs: null }
  if (outcome.kind === 'permanent' || tries >= policy.attempts)
    return { state: 'failed', cause: outcome.cause, waitMs: null }
  const waitMs = Math.max(backoff(tries, policy.backoffMs, random), outcome.retryAfterMs ?? 0)
  return { state: 'retrying', cause: outcome.cause, waitMs }
}

/** The first time to answer when a critical notification names none, in seconds (design, section 7). */
export const defaultAckSeconds = 300

export const wantsAck = (severity: Severity): boolean => severity === 'critical'

/**
 * Who is told at each step when nobody answers: whom the sender named, then the active administrators, then the last resort.
 * A step that finds nobody falls through to the next at once.
 */
const escalationSteps = ['named', 'admins', 'fallback'] as const
export type EscalationStep = (typeof escalationSteps)[number]

export const stepAfter = (step: EscalationStep): EscalationStep | undefined =>
  escalationSteps[escalationSteps.indexOf(step) + 1]

/** The kind of what is sent because nobody answered. */
export const escalationKind = 'escalation'

/** Kinds that begin so are the system's own words about itself. */
export const systemKinds = 'system.'
export const canaryKind = `${systemKinds}canary`
/** The kind of what administrators are told when canaries do not arrive. */
export const alarmKind = `${systemKinds}delivery`

/** To whom canaries are sent, the test notifications that cross the whole path. No account has this id. */
export const canaryUserId = '00000000-0000-7000-8000-000000000001'

/** What keeps a canary from arriving: it is not written, the worker does not take it, or the stream does not bring it. */
export type Fault = 'not-written' | 'not-taken' | 'not-brought'

export const isStaff = (role: Role): boolean => (staffRoles as readonly Role[]).includes(role)

/** Undefined when what looks encoded is not. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * A path within the app, which is all that a link may be: never another place, in any browser's reading.
 * Browsers take `%2e%2e` for `..` and drop some control characters; proxies may take `%2f` for a slash.
 */
export function isAppLink(link: string): boolean {
  if (!link.startsWith('/app/') || link.includes('//') || /[\\\s]/.test(link)) return false
  const [path = ''] = link.split(/[?#]/, 1)
  const [whole, plain] = [decoded(link), decoded(path)]
  if (whole === undefined || plain === undefined || /\p{Cc}/u.test(whole) || plain.includes('\\')) return false
  const steps = plain.split('/')
  return steps.length === path.split('/').length && !steps.includes('.') && !steps.includes('..')
}

/** A place in a user's event sequence, as it goes over the wire: `<epoch>.<seq>`. */
export const formatPosition = (epoch: string, seq: number): string => `${epoch}.${seq}`

/** Undefined for text that is no position. */
export function parsePosition(text: string): { epoch: string; seq: number } | undefined {
  const match = /^([0-9a-z-]{1,64})\.(\d{1,15})$/.exec(text)
  return match ? { epoch: match[1] as string, seq: Number(match[2]) } : undefined
}
