import { CivilDate, Instant, Name, Nullable, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { Appointment } from '../model.ts'

/** Many doctors for one day, or some of them for several. */
export const TimetableQuery = t.Object(
  {
    /** Civil dates of the hospital's zone, both included. */
    from: CivilDate,
    to: CivilDate,
    doctorId: t.Optional(t.Array(Uuid, { minItems: 1, maxItems: 50 })),
    /** Compared whole, whatever its case and accents. */
    specialty: t.Optional(Name),
    /** Somebody whose appointments are answered too, whichever doctor they are with. */
    patientId: t.Optional(Uuid),
  },
  { additionalProperties: false },
)
export type TimetableQuery = Static<typeof TimetableQuery>

const Span = t.Object({ startsAt: Instant, endsAt: Instant })

/** What there is of a doctor's time, as instants. */
export const DoctorTime = t.Object({
  id: Uuid,
  name: t.String(),
  specialty: t.String(),
  room: Nullable(t.String()),
  userId: Nullable(Uuid),
  archivedAt: Nullable(Instant),
  slotMinutes: t.Integer(),
  bufferMinutes: t.Integer(),
  /** With extra hours, and without holidays. */
  working: t.Array(Span),
  extraHours: t.Array(Span),
  leave: t.Array(Span),
  /** Slots that somebody is booking just now; `own` when the caller is. */
  held: t.Array(t.Composite([Span, t.Object({ own: t.Optional(t.Literal(true)) })])),
})
export type DoctorTime = Static<typeof DoctorTime>

/** The days of some doctors, as the service answers them; the gateway puts the names to the appointments. */
export const Timetable = t.Object({
  timeZone: t.String(),
  holidays: t.Array(t.Object({ date: CivilDate, name: t.String() })),
  doctors: t.Array(DoctorTime),
  /** By their beginning; without those called off before anybody came, and mistakes. */
  appointments: t.Array(Appointment),
})
export type Timetable = Static<typeof Timetable>
