import { ListQuery, Page } from '@wardline/kit/list'
import { roles } from '@wardline/kit/permissions'
import { Body, Email, Instant, Name, OneOf, recordFields, Uuid, WholeNumber } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { passwordLength, statuses } from './rules.ts'

export const Role = OneOf(roles)
export const Status = OneOf(statuses)

export const User = t.Object({ ...recordFields, email: t.String(), name: t.String(), role: Role, status: Status })
export type User = Static<typeof User>

/** Lengths are in UTF-16 units, as everywhere in JSON Schema's JavaScript validators. */
const Password = t.String({
  minLength: passwordLength.minimum,
  maxLength: passwordLength.maximum,
  format: 'free-text',
})

export const Registration = Body({ email: Email, password: Password, name: Name })

/** Whatever is no valid pair is refused as a wrong one; only wrong types and excessive lengths are named. */
export const Credentials = Body({ email: t.String({ maxLength: 254 }), password: t.String({ maxLength: 200 }) })

/** `expiresIn` is in seconds. */
export const Session = t.Object({ user: User, accessToken: t.String(), expiresIn: WholeNumber() })
export type Session = Static<typeof Session>

/** Without a cookie nobody is signed in, which is no error. */
export const Refreshed = t.Union([Session, t.Object({ user: t.Null() })])

export const NewUser = Body({ email: Email, name: Name, role: Role, password: Password })
export type NewUser = Static<typeof NewUser>

/** Absent stays. An e-mail address never changes: it is who the account belongs to. */
export const UserChange = Body({
  version: t.Optional(WholeNumber({ minimum: 1 })),
  name: t.Optional(Name),
  role: t.Optional(Role),
  status: t.Optional(Status),
  password: t.Optional(Password),
})
export type UserChange = Static<typeof UserChange>

export const UserQuery = ListQuery(['name', 'email', 'createdAt'], {
  role: t.Optional(Role),
  status: t.Optional(Status),
})
export type UserQuery = Static<typeof UserQuery>
export const UserPage = Page(User)

/** Colleagues and patients as staff look them up: no address, active only. */
export const DirectoryEntry = t.Object({ id: Uuid, name: t.String(), role: Role })
export type DirectoryEntry = Static<typeof DirectoryEntry>
/** `ids` names those who are meant, for whoever knows an id and wants the name to it. */
export const DirectoryQuery = ListQuery(['name'], {
  role: t.Optional(Role),
  ids: t.Optional(t.Array(Uuid, { minItems: 1, maxItems: 100 })),
})
export type DirectoryQuery = Static<typeof DirectoryQuery>

/** What other parts need to know of a user. */
export const UserSummary = t.Object({ id: Uuid, name: t.String(), email: t.String(), role: Role, status: Status })
export type UserSummary = Static<typeof UserSummary>
export const UserLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })

/** Whom a message is for: any of these makes a recipient. */
export const Audience = Body({
  userIds: t.Optional(t.Array(Uuid, { maxItems: 20_000 })),
  roles: t.Optional(t.Array(Role, { maxItems: 5 })),
  everyone: t.Optional(t.Boolean()),
})
export type Audience = Static<typeof Audience>

/** Who sends it: named in the same answer. */
export const ResolveQuery = t.Object({ senderId: t.Optional(Uuid) }, { additionalProperties: false })

/** Whom a message reaches, and who sends it; null when nobody was asked about, or is known. */
export interface Resolved {
  userIds: string[]
  sender: { id: string; name: string } | null
}

export const RevokedQuery = t.Object({ since: t.Optional(Instant) }, { additionalProperties: false })
export const RevokedSession = t.Object({ sessionId: Uuid, revokedAt: Instant })
export type RevokedSession = Static<typeof RevokedSession>
