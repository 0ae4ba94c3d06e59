import { connect } from '@wardline/db/connect'
import { createDoor, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import type { Role } from '@wardline/kit/permissions'
import { sql } from 'drizzle-orm'
import type { Doctor, DoctorHistory, NewDoctor } from './model.ts'

type Who = Role | SignedIn

export const ada: NewDoctor = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology' }

/** A whole hospital with one user of each role, its doctor service's door, and a view of its tables. */
export async function startDoctors() {
  const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
  const hospital = await startHospital({ clock })
  const people = await hospital.people()
  const { db, close } = connect(hospital.database.urls.doctor, { name: 'test' })
  const call = createDoor<Doctor & Problem>(hospital.apps.doctor, people)

  return {
    hospital,
    clock,
    people,
    call,
    create: async (values: Partial<NewDoctor> = {}) =>
      (await call('POST', '/doctors', { who: 'admin', body: { ...ada, ...values } })).body,
    change: (id: string, body: object, who: Who = 'admin', headers = {}) =>
      call('PUT', `/doctors/${id}`, { who, body, headers }),
    archive: (id: string, who: Who = 'admin') => call('DELETE', `/doctors/${id}`, { who }),
    list: async (query: string, who: Who = 'nurse') =>
      (await call<{ items: Doctor[]; nextCursor: string | null; total?: number }>('GET', `/doctors${query}`, { who }))
        .body,
    historyOf: async (id: string) =>
      (await call<typeof DoctorHistory.static>('GET', `/doctors/${id}/history`, { who: 'admin' })).body.items,
    eventsOf: async (id: string) => {
      const events = sql`select type, version, ids from doctor.outbox where ids->>'doctorId' = ${id} order by version`
      return (await db.execute<{ type: string; version: number; ids: object }>(events)).rows
    },
    async stop() {
      await close()
      await hospital.stop()
    },
  }
}
export type Doctors = Awaited<ReturnType<typeof startDoctors>>
