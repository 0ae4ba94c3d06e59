import { createDoor, type SignedIn } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'
import type { Appointment, EarliestSlot, ExtraHours, Hold, Holiday, Leave, Proposal, Slot } from './model.ts'
import { type Desk, on } from './testing.ts'

type Who = Role | SignedIn
type Refused = Partial<Pick<Problem, 'kind' | 'detail' | 'errors'>>
interface Affected {
  affected: { appointment: Appointment; proposals: Proposal[] }[]
}
interface Listed<T> {
  items: T[]
  nextCursor: string | null
  total?: number
}
interface Moved {
  moved: Appointment[]
  left: { appointment: Appointment; kind: string; detail: string }[]
}

/** Where a refusal lies, and what kind of one it is. */
export const refusalOf = ({ status, body }: { status: number; body: Refused }) => [
  status,
  body.kind,
  body.errors?.[0]?.path,
]

/** How people plan a doctor's time, at the desk's door. */
export function planAt({ hospital, people, book, newDoctor, newPatient }: Desk) {
  const door = <T>() => createDoor<T & Refused>(hospital.apps.appointment, people)
  const leave = door<Leave & Affected>()
  const query = (values: object) => `?${new URLSearchParams(Object.entries(values))}`
  return {
    slots: (doctorId: string, values: object = { from: on('00:00'), to: on('23:59') }, who: Who = 'nurse') =>
      door<Listed<Slot>>()('GET', `/doctors/${doctorId}/slots${query(values)}`, { who }),
    earliest: (values: object, who: Who = 'nurse') =>
      door<Listed<EarliestSlot>>()('GET', `/slots${query(values)}`, { who }),

    enterLeave: (doctorId: string, body: object, who: Who = 'receptionist') =>
      leave('POST', `/doctors/${doctorId}/leave`, { who, body }),
    readLeave: (doctorId: string, id: string, who: Who = 'nurse') =>
      leave('GET', `/doctors/${doctorId}/leave/${id}`, { who }),
    listLeave: (doctorId: string, values: object = {}) =>
      door<Listed<Leave>>()('GET', `/doctors/${doctorId}/leave${query(values)}`, { who: 'nurse' }),
    cancelLeave: (doctorId: string, id: string, who: Who = 'receptionist') =>
      leave('DELETE', `/doctors/${doctorId}/leave/${id}`, { who }),
    move: (doctorId: string, id: string, body?: object, who: Who = 'receptionist') =>
      door<Moved>()('POST', `/doctors/${doctorId}/leave/${id}/move`, { who, ...(body && { body }) }),

    enterHours: (doctorId: string, body: object, who: Who = 'receptionist') =>
      door<ExtraHours>()('POST', `/doctors/${doctorId}/extra-hours`, { who, body }),
    listHours: (doctorId: string, values: object = {}, who: Who = 'nurse') =>
      door<Listed<ExtraHours>>()('GET', `/doctors/${doctorId}/extra-hours${query(values)}`, { who }),
    cancelHours: (doctorId: string, id: string, who: Who = 'receptionist') =>
      door<object>()('DELETE', `/doctors/${doctorId}/extra-hours/${id}`, { who }),

    enterHoliday: (body: object, who: Who = 'admin') => door<Holiday & Affected>()('POST', '/holidays', { who, body }),
    readHoliday: (id: string) => door<Holiday & Affected>()('GET', `/holidays/${id}`, { who: 'nurse' }),
    listHolidays: (values: object = {}) =>
      door<Listed<Holiday>>()('GET', `/holidays${query(values)}`, { who: 'nurse' }),
    cancelHoliday: (id: string, who: Who = 'admin') => door<object>()('DELETE', `/holidays/${id}`, { who }),

    moveHoliday: (id: string, body?: object, who: Who = 'admin') =>
      door<Moved>()('POST', `/holidays/${id}/move`, { who, ...(body && { body }) }),
    outsideHours: (doctorId: string, who: Who = 'nurse') =>
      door<{ items: Appointment[] }>()('GET', `/doctors/${doctorId}/outside-hours`, { who }),

    hold: (body: object, who: Who = 'receptionist') => door<Hold>()('POST', '/slots/hold', { who, body }),
    release: (id: string, who: Who = 'receptionist') => door<object>()('DELETE', `/slots/hold/${id}`, { who }),

    /** Books somebody new, half an hour unless said otherwise. */
    bookAt: async (doctorId: string, startsAt: string, values: object = {}, who: Who = 'receptionist') =>
      book({ doctorId, patientId: await newPatient(), startsAt, ...values }, who),
    /** A doctor with a specialty of their own, and so many colleagues in it. */
    async newTeam(
      colleagues = 0,
      values: Parameters<typeof newDoctor>[0] = {},
    ): Promise<{ specialty: string; ids: string[] }> {
      const specialty = `Specialty ${crypto.randomUUID()}`
      const ids = await Promise.all(Array.from({ length: colleagues + 1 }, () => newDoctor({ ...values, specialty })))
      return { specialty, ids }
    },
  }
}
export type Plan = ReturnType<typeof planAt>
