import type { Role } from '@wardline/kit/permissions'

export const statuses = ['active', 'disabled'] as const
export type Status = (typeof statuses)[number]

/** What each status says, in words for people. */
export const meanings: Record<Status, string> = {
  active: 'Can sign in',
  disabled: 'Cannot sign in; what this person did stays on record',
}

/** NIST SP 800-63B asks for at least 8 and for room for a sentence; no rules about kinds of characters. */
export const passwordLength = { minimum: 8, maximum: 200 } as const

/** A session ends when it was not refreshed for this long. */
export const sessionMs = 14 * 24 * 3600_000
/** The refresh token before the last works this long, so that two tabs that race both stay signed in. */
export const graceMs = 20_000

/** A session as far as refreshing it goes. */
export interface Refreshable {
  /** When the current token took the place of the one before. */
  rotatedAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

/**
 * What becomes of a refresh.
 * - `rotate`: the current token; a new one takes its place.
 * - `repeat`: the one before, in time: it is answered with the current one again.
 * - `reused`: an older one, or the one before too late: it may have been stolen, so the session ends.
 * - `refuse`: never a token of this session, or the session is over.
 */
export type RefreshOutcome = 'rotate' | 'repeat' | 'reused' | 'refuse'

/** `age` is how many rotations ago the presented token was current; undefined: it never was. */
export function decideRefresh(session: Refreshable, age: number | undefined, now: Date): RefreshOutcome {
  if (age === undefined || session.revokedAt || session.expiresAt <= now) return 'refuse'
  if (age === 0) return 'rotate'
  const inTime = now.getTime() - session.rotatedAt.getTime() < graceMs
  return age === 1 && inTime ? 'repeat' : 'reused'
}

/** An account as far as its powers go. */
export interface Standing {
  role: Role
  status: Status
}

const isActiveAdmin = ({ role, status }: Standing) => role === 'admin' && status === 'active'

/** True when a change would leave the hospital without an active administrator. */
export const leavesNoAdmin = (before: Standing, after: Standing, otherActiveAdmins: number): boolean =>
  isActiveAdmin(before) && !isActiveAdmin(after) && otherActiveAdmins === 0

/** Why a change ends every session of its user, if it does. */
export function revocationOf(
  before: Standing,
  after: Standing,
  passwordChanged: boolean,
): 'disabled' | 'role-changed' | 'password-changed' | undefined {
  if (before.status === 'active' && after.status === 'disabled') return 'disabled'
  if (before.role !== after.role) return 'role-changed'
  return passwordChanged ? 'password-changed' : undefined
}

/** Addresses are pasted with blanks around them; a body that is no object is for the schema to refuse. */
export function trimEmail(body: unknown): void {
  if (typeof body !== 'object' || body === null || !('email' in body)) return
  if (typeof body.email === 'string') body.email = body.email.trim()
}

/** True when a registration asks for a role, whatever it says: nobody gives themselves one. */
export const claimsRole = (body: unknown): boolean => typeof body === 'object' && body !== null && 'role' in body
