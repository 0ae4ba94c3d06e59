import { type InfiniteData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'
import { ApiError } from '../../api/problem.ts'
import type { AppointmentStatus, Page, Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort, type HospitalClock } from '../../time/zone.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { appointmentsQuery } from '../appointments/queries.ts'
import { asked } from './asked.ts'

const listKey = ['patients', 'list']

export const patientsQuery = (q: string) =>
  pagesQuery([...listKey, q], (cursor) =>
    unwrap(
      api.patients.get({
        // A first page to look at; whoever goes on through thousands does so in longer strides.
        query: { ...(q && { q: asked(q) }), ...(cursor ? { cursor, limit: 100 } : { limit: 40, count: true }) },
      }),
    ),
  )

/** The record as a list that is on screen has it: lists answer whole records. */
function listed(queryClient: QueryClient, id: string): { patient: Patient; at: number } | undefined {
  for (const { state } of queryClient.getQueryCache().findAll({ queryKey: listKey })) {
    const pages = (state.data as InfiniteData<Page<Patient>> | undefined)?.pages ?? []
    for (const { items } of pages) {
      const patient = items.find((item) => item.id === id)
      if (patient) return { patient, at: state.dataUpdatedAt }
    }
  }
}

export const patientQuery = (id: string) =>
  queryOptions({ queryKey: ['patients', 'one', id], queryFn: () => unwrap(api.patients({ id }).get()) })

/** Begins to read a chart, of which the list that led to it may know the record already. */
export function beginChart(queryClient: QueryClient, id: string): void {
  const known = queryClient.getQueryData(patientQuery(id).queryKey) ? undefined : listed(queryClient, id)
  if (known) queryClient.setQueryData(patientQuery(id).queryKey, known.patient, { updatedAt: known.at })
  void queryClient.prefetchQuery(patientQuery(id))
}

/** The record behind a patient's own account, or null when the desk has not linked one yet. */
export const ownPatientQuery = queryOptions({
  queryKey: ['patients', 'own'],
  queryFn: async (): Promise<Patient | null> => {
    try {
      return await unwrap(api.patients.me.get())
    } catch (failure) {
      if (failure instanceof ApiError && failure.kind === 'no-patient-record') return null
      throw failure
    }
  },
})

export const asChoice = ({ id, name, mrn, birthDate }: Patient): Choice => ({
  id,
  name,
  detail: t('patients.choice', { mrn, born: dayInShort(birthDate) }),
})

export const searchPatients = (q: string) => ({
  queryKey: ['patients', 'choices', q],
  queryFn: async () =>
    (await unwrap(api.patients.get({ query: { limit: 10, ...(q && { q: asked(q) }) } }))).items.map(asChoice),
})

/** The closest matches of a name, or everybody born on a day. */
export const similarQuery = (q: string) =>
  queryOptions({
    queryKey: ['patients', 'similar', q],
    queryFn: async () => (await unwrap(api.patients.get({ query: { q, limit: 5 } }))).items,
  })

export type NewPatient = Pick<Patient, 'givenName' | 'familyName' | 'birthDate' | 'sex'> & {
  phone?: string
  email?: string
  address?: string
  allergies?: Patient['allergies']
}

export const registerPatient = (patient: NewPatient, key: string) =>
  unwrap(api.patients.post({ ...patient }, { headers: { 'idempotency-key': key } }))

export type PatientChange = Partial<
  Pick<
    Patient,
    | 'givenName'
    | 'familyName'
    | 'birthDate'
    | 'sex'
    | 'phone'
    | 'email'
    | 'address'
    | 'emergencyContact'
    | 'bloodType'
    | 'allergies'
    | 'userId'
  >
>

/** @param version the one that the change was made against: another one is refused as `stale` */
export const changePatient = (id: string, version: number, change: PatientChange) =>
  unwrap(api.patients({ id }).put({ ...change, version }))

export const archivePatient = (id: string) => unwrap(api.patients({ id }).delete())

/** Whom we told something about a patient, newest first. The key follows both the bookings and the inboxes. */
export const toldQuery = (id: string) =>
  pagesQuery(['deliveries', 'about-patient', id], (cursor) =>
    unwrap(api.patients({ id }).notifications.get({ query: { limit: 40, ...(cursor && { cursor }) } })),
  )

const dayOf = (clock: HospitalClock) => clock.range(clock.dayOf(Date.now())).from

/** From the beginning of today, so that whoever is here now is among them. Patients are answered with their own. */
export const comingQuery = (clock: HospitalClock, patientId?: string) =>
  appointmentsQuery({ ...(patientId && { patientId }), from: dayOf(clock), sort: 'startsAt' })

export const pastQuery = (clock: HospitalClock, patientId?: string) =>
  appointmentsQuery({ ...(patientId && { patientId }), to: dayOf(clock), sort: '-startsAt' })

/** As many as fit on the sheet beside the rest. */
export const summaryAppointmentsQuery = (clock: HospitalClock, patientId: string) =>
  queryOptions({
    queryKey: ['appointments', 'summary', patientId],
    queryFn: () => {
      const status: AppointmentStatus[] = ['pending', 'booked', 'arrived', 'checked-in']
      const query = { patientId, status, from: dayOf(clock), sort: 'startsAt' as const, limit: 12 }
      return unwrap(api.appointments.get({ query }))
    },
  })

/** How many appointments go with a record that is archived. */
export const cancelledByArchivingQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['appointments', 'ahead', patientId],
    queryFn: async () => {
      const status: AppointmentStatus[] = ['proposed', 'waitlist', 'pending', 'booked']
      const query = { patientId, status, from: new Date().toISOString(), limit: 1, count: true }
      return (await unwrap(api.appointments.get({ query }))).total ?? 0
    },
    staleTime: 0,
  })

/** Portal accounts by name, or by their whole address. */
export const searchAccounts = (q: string) => ({
  queryKey: ['users', 'accounts', q],
  queryFn: async (): Promise<Choice[]> =>
    (await unwrap(api.directory.get({ query: { role: 'patient', limit: 10, ...(q && { q }) } }))).items,
})
