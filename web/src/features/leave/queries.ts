import type { Treaty } from '@elysiajs/eden'
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { CivilDay, HospitalClock } from '../../time/zone.ts'
import type { Result } from './moves.ts'

type DoctorCalls = ReturnType<typeof api.doctors>
type LeaveCalls = ReturnType<DoctorCalls['leave']>

/** One leave, with the appointments that it affects as of now, each with where it could go. */
export type LeaveInFull = Treaty.Data<LeaveCalls['get']>
export type Affected = LeaveInFull['affected'][number]
export type Moved = Treaty.Data<LeaveCalls['move']['post']>
/** What all moves of one list came to. */
export type MoveResult = Result<Moved['moved'][number], Moved['left'][number]>

/** Leave that is not over yet. */
export const leaveQuery = (clock: HospitalClock, doctorId: string, today: CivilDay) =>
  pagesQuery(['leave', 'list', doctorId, today], (cursor) =>
    unwrap(
      api.doctors({ id: doctorId }).leave.get({
        query: { from: clock.range(today).from, sort: 'startsAt', ...(cursor && { cursor }) },
      }),
    ),
  )

export const affectedQuery = (doctorId: string, leaveId: string) =>
  queryOptions({
    queryKey: ['leave', 'one', doctorId, leaveId],
    queryFn: () => unwrap(api.doctors({ id: doctorId }).leave({ leaveId }).get()),
  })

interface NewLeave {
  /** Civil dates, both included, or instants. */
  from: string
  to: string
  reason?: string
}

export const enterLeave = (doctorId: string, leave: NewLeave) =>
  unwrap(api.doctors({ id: doctorId }).leave.post({ ...leave }))

export const callLeaveOff = (doctorId: string, leaveId: string) =>
  unwrap(api.doctors({ id: doctorId }).leave({ leaveId }).delete())

export interface Move {
  appointmentId: string
  doctorId: string
  startsAt: string
  endsAt: string
}

/** As many as the API takes at once. */
export const mostMoves = 200

export const moveAppointments = (doctorId: string, leaveId: string, moves: Move[]) =>
  unwrap(api.doctors({ id: doctorId }).leave({ leaveId }).move.post({ moves }))

/** Hours of the days to come that are worked once, beside the weekly ones. */
export const extraHoursQuery = (doctorId: string, today: CivilDay) =>
  pagesQuery(['extra-hours', 'list', doctorId, today], (cursor) =>
    unwrap(
      api.doctors({ id: doctorId })['extra-hours'].get({
        query: { from: today, sort: 'date', ...(cursor && { cursor }) },
      }),
    ),
  )

interface NewExtraHours {
  date: CivilDay
  from: string
  to: string
  reason?: string
}

export const enterExtraHours = (doctorId: string, hours: NewExtraHours) =>
  unwrap(api.doctors({ id: doctorId })['extra-hours'].post({ ...hours }))

export const callExtraHoursOff = (doctorId: string, entryId: string) =>
  unwrap(api.doctors({ id: doctorId })['extra-hours']({ entryId }).delete())
