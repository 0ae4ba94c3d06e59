import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { everyPage } from '../../api/every-page.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { Appointment, AppointmentStatus } from '../../api/records.ts'
import type { CivilDay, HospitalClock } from '../../time/zone.ts'
import type { Step } from './status.ts'

interface AppointmentFilter {
  doctorId?: string
  patientId?: string
  status?: AppointmentStatus
  from?: string
  to?: string
  sort?: 'startsAt' | '-startsAt'
}

export const appointmentsQuery = (filter: AppointmentFilter) =>
  pagesQuery(['appointments', 'list', filter], (cursor) => {
    const { status, ...rest } = filter
    const query = { sort: 'startsAt' as const, ...rest, ...(status && { status: [status] }) }
    return unwrap(api.appointments.get({ query: { ...query, ...(cursor && { cursor }) } }))
  })

/** A day's worklist is worked through to its end, so that it is read whole. */
export const dayQuery = (clock: HospitalClock, day: CivilDay) =>
  queryOptions({
    queryKey: ['appointments', 'day', day],
    queryFn: () =>
      everyPage((asked) =>
        unwrap(api.appointments.get({ query: { ...clock.range(day), sort: 'startsAt', ...asked } })),
      ),
  })

export const appointmentQuery = (id: string) =>
  queryOptions({ queryKey: ['appointments', 'one', id], queryFn: () => unwrap(api.appointments({ id }).get()) })

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['appointments', 'history', id],
    queryFn: () => unwrap(api.appointments({ id }).history.get()),
  })

/** Begins with `appointments`, since a booking takes a slot away. */
export const slotsQuery = (clock: HospitalClock, doctorId: string, day: CivilDay) =>
  queryOptions({
    queryKey: ['appointments', 'slots', doctorId, day],
    queryFn: () => unwrap(api.doctors({ id: doctorId }).slots.get({ query: clock.range(day) })),
    enabled: Boolean(doctorId),
  })

export interface Booking {
  patientId: string
  doctorId: string
  startsAt: string
  /** The doctor's usual length when absent. */
  durationMinutes?: number
  reason?: string
  type?: string
  overrideReason?: string
  holdId?: string
}

export const book = (booking: Booking, key: string) =>
  unwrap(api.appointments.post({ ...booking }, { headers: { 'idempotency-key': key } }))

export const changeAppointment = ({ id, version }: Appointment, change: Step['change']) =>
  // A step taken just before the page is left arrives all the same.
  unwrap(api.appointments({ id }).put({ ...change, version }, { fetch: { keepalive: true } }))

interface Move {
  doctorId?: string
  startsAt: string
  /** Null takes back what was said of the place before. */
  overrideReason?: string | null
}

/** Puts an appointment elsewhere; it stays as long as it is. */
export const moveAppointment = ({ id, version }: Appointment, move: Move) =>
  unwrap(api.appointments({ id }).put({ ...move, version }))

export interface WantedSlot {
  doctorId: string
  startsAt: string
  endsAt: string
}

/** Keeps a slot for five minutes from now on; the same slot again keeps it longer. */
export const holdSlot = (slot: WantedSlot) => unwrap(api.slots.hold.post({ ...slot }))

export const releaseSlot = (id: string) => unwrap(api.slots.hold({ id }).delete())

export const cancelAppointment = (id: string, reasonCode: string) =>
  unwrap(api.appointments({ id }).delete(undefined, { query: reasonCode ? { reasonCode } : {} }))

/** From now on, soonest first: for whoever sees only their own. */
export const upcomingQuery = queryOptions({
  queryKey: ['appointments', 'upcoming'],
  queryFn: () =>
    unwrap(api.appointments.get({ query: { from: new Date().toISOString(), sort: 'startsAt', limit: 20 } })),
})
