import { connect } from '@wardline/db/connect'
import { startProcesses } from '@wardline/gateway/testing'
import { times } from './hospital.ts'

const zone = 'Europe/Madrid'
const doctorCount = 200
const slotsOfDay = 20
/** Rows that one statement adds: on a busy machine 50,000 took longer than a statement may. */
const fillStep = 10_000

/** The first civil date that is measured: a Monday, so that everybody works. */
const monday = (() => {
  const today = Temporal.Now.plainDateISO(zone)
  return today.add({ days: 8 - today.dayOfWeek })
})()

const at = (date: Temporal.PlainDate, index: number): string =>
  date
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('08:00').add({ minutes: index * 30 }) })
    .toInstant()
    .toString()

/** From the measured Monday on. */
export const daysFrom = (days: number) => ({ from: at(monday, -16), to: at(monday.add({ days }), -16) })

interface Wanted {
  patientId: string
  doctorId: string
  startsAt: string
}

/** Every appointment of the calendar beyond what is measured: years of full days, back from today. */
const fillSql = `
  insert into appointment.appointment (id, version, created_at, updated_at, patient_id, doctor_id, starts_at, ends_at, status, arrived_at, finished_at)
  select uuidv7(), 1, now(), now(),
    ('00000000-0000-7000-8000-' || lpad((n % 5000)::text, 12, '0'))::uuid,
    ($2::uuid[])[1 + n % ${doctorCount}], starts_at, starts_at + interval '30 minutes', 'fulfilled', starts_at, starts_at
  from generate_series($3::integer, $4::integer - 1) as n,
  lateral (select $1::timestamptz - (n / ${doctorCount * 48} + 1) * interval '1 day' + (n / ${doctorCount}) % 48 * interval '30 minutes') as made (starts_at)`

/** A hospital of processes with 200 doctors, of whom forty have a full Monday. */
export async function startBookingHospital() {
  const hospital = await startProcesses('single')
  const owner = connect(hospital.database.ownerUrl, { name: 'wardline-bench', max: 1 })
  const [admin, receptionist] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
  let filled = 0

  async function call(method: string, path: string, body?: object) {
    const who = path === '/doctors' ? admin : receptionist
    const response = await hospital.fetch(path, { method, headers: who.headers, ...(body && { body }) })
    const { id, kind } = (await response.json()) as { id: string; kind?: string }
    return { id, kind, status: response.status }
  }
  const newDoctor = async () =>
    (await call('POST', '/doctors', { givenName: 'Ada', familyName: 'Okafor', specialty: 'Surgery' })).id
  const book = (wanted: Wanted) => call('POST', '/appointments', wanted)
  const get = async (path: string) => {
    const answer = await call('GET', path)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.kind}`)
    return answer
  }

  const doctorIds = await times(doctorCount, newDoctor)
  const patientIds = await times(1000, async (index) => {
    const name = { givenName: `Given${index}`, familyName: `Family${index}` }
    return (await call('POST', '/patients', { ...name, birthDate: '1980-02-29', sex: 'unknown' })).id
  })
  await times(40 * slotsOfDay, (index) =>
    book({
      patientId: patientIds[index] as string,
      doctorId: doctorIds[index % 40] as string,
      startsAt: at(monday, Math.floor(index / 40)),
    }),
  )

  return {
    patientIds,
    newDoctor,
    book,
    /** Half hours of the week after the measured one. */
    slot: (index: number) => at(monday.add({ days: 7 + Math.floor(index / 16) }), index % 16),
    /** A slot that nobody has asked for yet. */
    bookFree: (index: number) =>
      book({
        patientId: patientIds[index % 1000] as string,
        doctorId: doctorIds[40 + (index % 160)] as string,
        startsAt: at(monday.add({ days: 14 }), Math.floor(index / 160)),
      }),
    doctorsDay: (index: number) => {
      const { from, to } = daysFrom(1)
      return get(`/appointments?doctorId=${doctorIds[index % 40]}&from=${from}&to=${to}&limit=100`)
    },
    board: () => get(`/board?date=${monday}`),
    earliest: ({ from, to }: { from: string; to: string }) =>
      get(`/slots?specialty=Surgery&from=${from}&to=${to}&limit=100`),
    /** Brings the table to so many rows. */
    async fill(total: number): Promise<void> {
      const { rows } = await owner.pool.query<{ count: number }>(
        'select count(*)::integer from appointment.appointment',
      )
      const missing = total - (rows[0]?.count ?? 0)
      for (let done = 0; done < missing; done += fillStep) {
        const until = filled + Math.min(fillStep, missing - done)
        await owner.pool.query({
          text: fillSql,
          values: [`${monday.subtract({ days: 14 })}T00:00:00Z`, doctorIds, filled, until],
        })
        filled = until
      }
      await owner.pool.query('vacuum analyze appointment.appointment')
    },
    /** Pairs of active appointments that overlap, which there must not be. */
    async overlaps(): Promise<number> {
      const { rows } = await owner.pool.query<{ count: number }>(`
        select count(*)::integer from appointment.appointment one join appointment.appointment other
        on one.id < other.id and (one.doctor_id = other.doctor_id or one.patient_id = other.patient_id)
        and one.starts_at < other.ends_at and other.starts_at < one.ends_at
        and one.status in ('booked', 'fulfilled') and other.status in ('booked', 'fulfilled')`)
      return rows[0]?.count ?? 0
    },
    async stop() {
      await owner.close()
      await hospital.stop()
    },
  }
}
export type BookingHospital = Awaited<ReturnType<typeof startBookingHospital>>
