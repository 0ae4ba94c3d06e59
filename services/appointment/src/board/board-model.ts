import { CivilDate, Instant, Uuid } from '@wardline/kit/schema'
import { type Static, t } from 'elysia'
import { Appointment } from '../model.ts'

export const BoardQuery = t.Object(
  {
    /** A day of the hospital's wall clock; today when absent. */
    date: t.Optional(CivilDate),
    doctorId: t.Optional(Uuid),
  },
  { additionalProperties: false },
)
export type BoardQuery = Static<typeof BoardQuery>

/** An appointment as a board shows it, under its doctor. */
export const BoardItem = t.Pick(Appointment, [
  'id',
  'version',
  'patientId',
  'startsAt',
  'endsAt',
  'status',
  'type',
  'reason',
  'room',
  'overrideReason',
  'arrivedAt',
  'checkedInAt',
  'startedAt',
  'finishedAt',
  'cancelled',
])
export type BoardItem = Static<typeof BoardItem>

/** Whole minutes since they came. */
export const WaitingMinutes = t.Integer({ minimum: 0 })
const count = t.Integer({ minimum: 0 })

/** A time in which a doctor is away. */
export const Away = t.Object({ startsAt: Instant, endsAt: Instant })

/** A day of one doctor, or of all of them, as the service answers it; the gateway puts the names to the ids. */
export const Board = t.Object({
  date: CivilDate,
  timeZone: t.String(),
  doctors: t.Array(
    t.Object({
      doctorId: Uuid,
      /** What leave there is of the day, the first first. */
      leave: t.Array(Away),
      /** By the time that they are expected at. */
      expected: t.Array(BoardItem),
      /** Who has waited longest first. */
      waiting: t.Array(t.Composite([BoardItem, t.Object({ waitingMinutes: WaitingMinutes })])),
      inProgress: t.Array(t.Composite([t.Omit(BoardItem, ['startedAt']), t.Object({ startedAt: Instant })])),
      done: t.Array(BoardItem),
      /** Who did not come, or left without being seen. */
      missed: t.Array(BoardItem),
    }),
  ),
  totals: t.Object({ expected: count, waiting: count, inProgress: count, done: count, missed: count }),
})
export type Board = Static<typeof Board>
