import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '../../api/client.ts'
import { ApiError } from '../../api/problem.ts'
import type { Patient } from '../../api/records.ts'
import { dayInShort } from '../../time/zone.ts'
import type { Choice } from '../../ui/RecordPicker.tsx'

export const patientsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['patients', 'list', q],
    queryFn: ({ pageParam }) =>
      unwrap(api.patients.get({ query: { ...(q && { q }), ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })

export const patientQuery = (id: string) =>
  queryOptions({ queryKey: ['patients', 'one', id], queryFn: () => unwrap(api.patients({ id }).get()) })

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
  detail: `${mrn} · born ${dayInShort(birthDate)}`,
})

export const searchPatients = (q: string) => ({
  queryKey: ['patients', 'choices', q],
  queryFn: async () => (await unwrap(api.patients.get({ query: { limit: 10, ...(q && { q }) } }))).items.map(asChoice),
})

export type NewPatient = Pick<Patient, 'givenName' | 'familyName' | 'birthDate' | 'sex'> & {
  phone?: string
  email?: string
  address?: string
}

export const registerPatient = (patient: NewPatient, key: string) =>
  unwrap(api.patients.post({ ...patient }, { headers: { 'idempotency-key': key } }))
