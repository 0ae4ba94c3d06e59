import { connect } from '@wardline/db/connect'
import { createDoor, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'
import { sql } from 'drizzle-orm'
import type { NewPatient, Patient, PatientHistory } from './model.ts'

type Who = Role | SignedIn

export const amina: NewPatient = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }

/** A whole hospital with one user of each role, its patient service's door, and a view of its tables. */
export async function startPatients() {
  const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
  const hospital = await startHospital({ clock })
  const people = await hospital.people()
  const { db, close } = connect(hospital.database.urls.patient, { name: 'test' })
  const call = createDoor<Patient & Problem>(hospital.apps.patient, people)
  const create = async (values: Partial<NewPatient> = {}) =>
    (await call('POST', '/patients', { who: 'receptionist', body: { ...amina, ...values } })).body

  return {
    hospital,
    clock,
    people,
    db,
    call,
    create,
    /** A portal user and the record linked to it. */
    async linked(values: Partial<NewPatient> = {}) {
      const user = await hospital.as('patient')
      return { user, record: await create({ userId: user.userId, ...values }) }
    },
    change: (id: string, body: object, who: Who = 'nurse', headers = {}) =>
      call('PUT', `/patients/${id}`, { who, body, headers }),
    archive: (id: string, who: Who = 'receptionist') => call('DELETE', `/patients/${id}`, { who }),
    list: async (query: string, who: Who = 'nurse') =>
      (await call<{ items: Patient[]; nextCursor: string | null; total?: number }>('GET', `/patients${query}`, { who }))
        .body,
    historyOf: async (id: string) =>
      (await call<typeof PatientHistory.static>('GET', `/patients/${id}/history`, { who: 'nurse' })).body.items,
    eventsOf: async (id: string) => {
      const events = sql`select type, version, ids from patient.outbox where ids->>'patientId' = ${id} order by version`
      return (await db.execute<{ type: string; version: number; ids: object }>(events)).rows
    },
    async stop() {
      await close()
      await hospital.stop()
    },
  }
}
export type Patients = Awaited<ReturnType<typeof startPatients>>
