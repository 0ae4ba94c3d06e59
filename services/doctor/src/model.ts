import { HistoryItem } from '@wardline/kit/history'
import { ListQuery, Page } from '@wardline/kit/list'
import {
  Body,
  Email,
  Instant,
  Name,
  Nullable,
  Phone,
  recordFields,
  Text,
  TimeOfDay,
  Uuid,
  WholeNumber,
} from '@wardline/kit/schema'
import { type Static, t } from 'elysia'

/** Weekday 1 is Monday; wall clock of the hospital's zone. */
export const HoursEntry = Body({ weekday: WholeNumber({ minimum: 1, maximum: 7 }), from: TimeOfDay, to: TimeOfDay })

const SlotMinutes = WholeNumber({ minimum: 5, maximum: 480 })
/** Kept free between two visits. */
const BufferMinutes = WholeNumber({ minimum: 0, maximum: 120 })

export const Doctor = t.Object({
  ...recordFields,
  /** The account that this doctor signs in with. */
  userId: Nullable(Uuid),
  givenName: t.String(),
  familyName: t.String(),
  name: t.String(),
  specialty: t.String(),
  email: Nullable(t.String()),
  phone: Nullable(t.String()),
  licenseNumber: Nullable(t.String()),
  room: Nullable(t.String()),
  hours: t.Array(HoursEntry),
  slotMinutes: SlotMinutes,
  bufferMinutes: BufferMinutes,
  archivedAt: Nullable(Instant),
})
export type Doctor = Static<typeof Doctor>

/** What patients see of a doctor. */
export const DoctorBrief = t.Pick(Doctor, ['id', 'name', 'specialty', 'room'])
export type DoctorBrief = Static<typeof DoctorBrief>
export const DoctorView = t.Union([Doctor, DoctorBrief])
export type DoctorView = Static<typeof DoctorView>

const optionalFields = {
  userId: t.Optional(Nullable(Uuid)),
  email: t.Optional(Nullable(Email)),
  phone: t.Optional(Nullable(Phone)),
  licenseNumber: t.Optional(Nullable(Text(100))),
  room: t.Optional(Nullable(Text(100))),
  hours: t.Optional(t.Array(HoursEntry, { maxItems: 100 })),
  slotMinutes: t.Optional(SlotMinutes),
  bufferMinutes: t.Optional(BufferMinutes),
}

export const NewDoctor = Body({ givenName: Name, familyName: Name, specialty: Name, ...optionalFields })
export type NewDoctor = Static<typeof NewDoctor>

/** Absent stays, null clears. */
export const DoctorChange = Body({
  version: t.Optional(WholeNumber({ minimum: 1 })),
  givenName: t.Optional(Name),
  familyName: t.Optional(Name),
  specialty: t.Optional(Name),
  ...optionalFields,
})
export type DoctorChange = Static<typeof DoctorChange>

/**
 * `specialty` is compared whole, whatever its case and accents. `archived=true` shows staff archived doctors too; the account
 * that a doctor signs in with finds them for staff alone.
 */
export const DoctorQuery = ListQuery(['name', 'specialty', 'createdAt'], {
  specialty: t.Optional(Name),
  userId: t.Optional(Uuid),
  archived: t.Optional(t.Boolean()),
})
export type DoctorQuery = Static<typeof DoctorQuery>
export const DoctorPage = Page(DoctorView)
export const DoctorHistory = t.Object({ items: t.Array(HistoryItem) })

/** What other parts need to know of a doctor. */
export const DoctorSummary = t.Object({
  id: Uuid,
  name: t.String(),
  userId: Nullable(Uuid),
  specialty: t.String(),
  room: Nullable(t.String()),
  hours: t.Array(HoursEntry),
  slotMinutes: WholeNumber(),
  bufferMinutes: WholeNumber(),
  archivedAt: Nullable(Instant),
})
export type DoctorSummary = Static<typeof DoctorSummary>

/** Active doctors of a specialty, compared whole, whatever its case and accents; all of them without one. */
export const DoctorsOf = Body({ specialty: t.Optional(Name) })
export const DoctorLookup = Body({ ids: t.Array(Uuid, { maxItems: 1000 }) })
