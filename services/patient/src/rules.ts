import type { Relation } from '@wardline/kit/permissions'

/** FHIR's administrative gender. */
export const sexes = ['male', 'female', 'other', 'unknown'] as const
export type Sex = (typeof sexes)[number]

export const bloodTypes = ['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'] as const
export type BloodType = (typeof bloodTypes)[number]

const earliestBirth = '1880-01-01'

/** What is wrong with a birth date, in words, or undefined. Civil dates compare as text. */
export function birthDateProblem(birthDate: string, today: string): string | undefined {
  if (birthDate > today) return 'The birth date lies in the future.'
  if (birthDate < earliestBirth) return 'Nobody alive was born before 1880.'
}

/** What patients keep up to date themselves; the rest is the hospital's to say. */
export const ownFields = ['phone', 'email', 'address', 'emergencyContact'] as const

/** The first field of a change that this relation may not touch. */
export const foreignField = (change: object, relation: Relation): string | undefined =>
  relation === 'any'
    ? undefined
    : Object.keys(change).find((field) => field !== 'version' && !(ownFields as readonly string[]).includes(field))

/** An account as far as linking it to a record goes. */
interface Account {
  role: string
  status: string
}

/** Why an account cannot be the portal user of a record, in words, or undefined. */
export function linkProblem(account: Account | undefined): string | undefined {
  if (!account) return 'There is no such user.'
  if (account.role !== 'patient') return 'Only an account with the role patient can be linked to a record.'
  if (account.status !== 'active') return 'This account is disabled.'
}

/** Names without the spaces around them, and no member that says nothing. */
export function tidy<T extends object>(fields: T): T {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.trim()
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).filter(([, member]) => member !== null)
    return Object.fromEntries(members.map(([name, member]) => [name, clean(member)]))
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, clean(value)])) as T
}
