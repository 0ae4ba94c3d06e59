import { connect } from '@wardline/db/connect'
import { movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import { roles } from '@wardline/kit/permissions'
import { sql } from 'drizzle-orm'
import type { NewPatient, Patient, PatientHistory } from './model.ts'

type Who = (typeof roles)[number] | SignedIn
interface Asking {
  who?: Who
  /** Text is sent as it is. */
  body?: unknown
  headers?: Record<string, string>
}

export const amina: NewPatient = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }

/** A whole hospital with one user of each role, its patient service's door, and a view of its tables. */
export async function startPatients() {
  const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
  const hospital = await startHospital({ clock })
  const signedIn = await Promise.all(roles.map(async (role) => [role, await hospital.as(role)] as const))
  const people = Object.fromEntries(signedIn) as Record<(typeof roles)[number], SignedIn>
  const { db, close } = connect(hospital.database.urls.patient, { name: 'test' })

  /** A request at the service itself. */
  async function call<T = Patient & Problem>(method: string, path: string, { who, body, headers }: Asking = {}) {
    const person = typeof who === 'string' ? people[who] : who
    const response: Response = await hospital.apps.patient.handle(
      new Request(`http://localhost${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...person?.headers, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T }
  }
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
