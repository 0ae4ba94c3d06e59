import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { answerOf, type Hospital, movableClock, type People, startHospital } from '@wardline/gateway/testing'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'

setDefaultTimeout(120_000)

const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
let hospital: Hospital
let people: People
let database: ReturnType<typeof connect>
let doctorIds: string[]
let patientIds: string[]

beforeAll(async () => {
  hospital = await startHospital({ clock })
  people = await hospital.people()
  database = connect(hospital.database.ownerUrl, { name: 'test', max: 2 })
})
afterAll(async () => {
  await database.close()
  await hospital.stop()
})

const asking = (who: keyof People) => ({ headers: people[who].headers })
const several = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make))

async function newDoctor(): Promise<string> {
  const body = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', room: `Room ${doctorRooms++ % 2}` }
  return (await hospital.clients.doctor.doctors.post(body, asking('admin'))).data?.id as string
}
let doctorRooms = 0
async function newPatient(): Promise<string> {
  const body = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' as const }
  return (await hospital.clients.patient.patients.post(body, asking('receptionist'))).data?.id as string
}

const index = (below: number) => fc.integer({ min: 0, max: below - 1 })
/** A quarter of an hour of one morning, so that nearly everything meets. */
const quarter = index(16)
const length = fc.constantFrom(15, 30, 45)
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('book' as const), doctor: index(4), patient: index(5), quarter, length }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('move' as const), which: fc.nat(), doctor: index(4), quarter, length }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), which: fc.nat() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What a client was told: what it asked for, and which version that made. */
interface Accepted {
  id: string
  version: number
}

const startsAt = (quarters: number) =>
  new Date(Date.parse('2026-11-24T08:00:00Z') + quarters * 15 * 60_000).toISOString()

async function take(each: Step, known: Accepted[]): Promise<{ status: number; data?: Accepted; kind?: string }> {
  const { appointments } = hospital.clients.appointment
  if (each.do === 'book') {
    const [doctorId, patientId] = [doctorIds[each.doctor] as string, patientIds[each.patient] as string]
    const wanted = { doctorId, patientId, startsAt: startsAt(each.quarter), durationMinutes: each.length }
    return answerOf(appointments.post(wanted, asking('receptionist')))
  }
  const one = known[each.which % Math.max(1, known.length)]
  if (!one) return { status: 404 }
  const change =
    each.do === 'move'
      ? { doctorId: doctorIds[each.doctor] as string, startsAt: startsAt(each.quarter), durationMinutes: each.length }
      : { status: each.do === 'cancel' ? ('cancelled' as const) : ('booked' as const) }
  return answerOf(appointments({ id: one.id }).put(change, asking('receptionist')))
}

const overlaps = (shared: string) => sql`
  select one.id from appointment.appointment one join appointment.appointment other
  on one.id < other.id and one.${sql.raw(shared)} = other.${sql.raw(shared)} and one.status = 'booked' and other.status = 'booked'
  and one.starts_at < other.ends_at and other.starts_at < one.ends_at`

test('whatever many clients book, move, call off and book again at once, nobody is in two places, and all of it is on record', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 8 }),
      async (clients) => {
        ;[doctorIds, patientIds] = await Promise.all([several(4, newDoctor), several(5, newPatient)])
        const accepted: Accepted[] = []
        await Promise.all(
          clients.map(async (steps) => {
            for (const each of steps) {
              const { status, data, kind } = await take(each, accepted)
              if (data && status < 300) accepted.push({ id: data.id, version: data.version })
              else
                expect(['doctor-busy', 'patient-busy', 'room-busy', 'transition', 'stale', undefined]).toContain(
                  kind as never,
                )
            }
          }),
        )
        for (const shared of ['doctor_id', 'patient_id', 'room'])
          expect((await database.db.execute(overlaps(shared))).rows).toEqual([])
        const { rows } = await database.db.execute<{ id: string; version: number }>(
          sql`select entity_id as id, version from appointment.history`,
        )
        const onRecord = new Set(rows.map(({ id, version }) => `${id} ${version}`))
        for (const { id, version } of accepted) expect(onRecord).toContain(`${id} ${version}`)
      },
    ),
    { numRuns: 25 },
  ))
