import { queryOptions } from '@tanstack/react-query'
import { activeStatuses, isStartable } from '@wardline/appointment/rules'
import { api, unwrap } from '../../api/client.ts'
import { everyPage } from '../../api/every-page.ts'
import { pagesQuery } from '../../api/pages.ts'
import type { Doctor } from '../../api/records.ts'
import type { CivilDay, HospitalClock } from '../../time/zone.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'

const waitingStatuses = activeStatuses.filter(isStartable)

/** What staff see of a doctor; patients are answered less. */
export type DoctorInFull = Extract<Doctor, { hours: unknown }>

export const inFull = (doctor: Doctor): DoctorInFull | undefined => ('hours' in doctor ? doctor : undefined)

export const doctorsQuery = (q: string, archived = false) =>
  pagesQuery(['doctors', 'list', q, archived], (cursor) =>
    unwrap(api.doctors.get({ query: { ...(q && { q }), ...(archived && { archived }), ...(cursor && { cursor }) } })),
  )

export const doctorQuery = (id: string) =>
  queryOptions({ queryKey: ['doctors', 'one', id], queryFn: () => unwrap(api.doctors({ id }).get()) })

export const asChoice = ({ id, name, specialty }: Doctor): Choice => ({ id, name, detail: specialty })

export const searchDoctors = (q: string) => ({
  queryKey: ['doctors', 'choices', q],
  queryFn: async () => (await unwrap(api.doctors.get({ query: { limit: 10, ...(q && { q }) } }))).items.map(asChoice),
})

/** Every specialty that a doctor here has, in alphabetical order. */
export const specialtiesQuery = queryOptions({
  queryKey: ['doctors', 'specialties'],
  queryFn: async () => {
    const doctors = await everyPage((asked) => unwrap(api.doctors.get({ query: { sort: 'specialty', ...asked } })))
    return [...new Set(doctors.map(({ specialty }) => specialty))]
  },
})

/** Accounts that a doctor can sign in with, by name. */
export const searchDoctorAccounts = (q: string) => ({
  queryKey: ['users', 'doctors', q],
  queryFn: async (): Promise<Choice[]> =>
    (await unwrap(api.directory.get({ query: { role: 'doctor', limit: 10, ...(q && { q }) } }))).items,
})

/** How many appointments a doctor has ahead. */
export const aheadCountQuery = (doctorId: string) =>
  queryOptions({
    queryKey: ['appointments', 'ahead', doctorId],
    queryFn: async () => {
      const query = {
        doctorId,
        status: [...activeStatuses],
        from: new Date().toISOString(),
        limit: 1,
        count: true,
      }
      return (await unwrap(api.appointments.get({ query }))).total ?? 0
    },
    staleTime: 0,
  })

/** How many patients sit here today for a doctor, unseen. */
export const waitingCountQuery = (doctorId: string, clock: HospitalClock, today: CivilDay) =>
  queryOptions({
    queryKey: ['appointments', 'waiting', doctorId, today],
    queryFn: async () => {
      const query = { doctorId, status: waitingStatuses, ...clock.range(today) }
      const here = await everyPage((asked) => unwrap(api.appointments.get({ query: { ...query, ...asked } })))
      return here.filter(({ startedAt }) => !startedAt).length
    },
    staleTime: 0,
  })

/** What lies ahead outside a doctor's hours, weekly and extra. */
export const outsideHoursQuery = (doctorId: string) =>
  queryOptions({
    queryKey: ['appointments', 'outside-hours', doctorId],
    queryFn: async () => (await unwrap(api.doctors({ id: doctorId })['outside-hours'].get())).items,
  })

export type DoctorFields = Pick<
  DoctorInFull,
  | 'givenName'
  | 'familyName'
  | 'specialty'
  | 'room'
  | 'email'
  | 'phone'
  | 'licenseNumber'
  | 'userId'
  | 'slotMinutes'
  | 'bufferMinutes'
  | 'hours'
>

export const addDoctor = (fields: DoctorFields) => unwrap(api.doctors.post({ ...fields }))

export const changeDoctor = ({ id, version }: DoctorInFull, fields: DoctorFields) =>
  unwrap(api.doctors({ id }).put({ ...fields, version }))

export const archiveDoctor = (id: string) => unwrap(api.doctors({ id }).delete())
