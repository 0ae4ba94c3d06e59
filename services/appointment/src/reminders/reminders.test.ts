import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Desk, startDesk } from '../testing.ts'
import { sweepReminders } from './reminding.ts'

setDefaultTimeout(60_000)

let desk: Desk

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.stop())

/** An appointment so many hours from now; no hours are outside anybody's here. */
async function bookIn(hours: number): Promise<string> {
  const [doctorId, patientId] = await Promise.all([desk.newDoctor(), desk.newPatient()])
  const startsAt = inHours(hours)
  return (await desk.book({ doctorId, patientId, startsAt, overrideReason: 'for a test' })).body.id
}
const inHours = (hours: number) => new Date(desk.clock.now().getTime() + hours * 3600_000).toISOString()

/** The reminders of an appointment, as hours before its time. */
async function remindersOf(id: string): Promise<number[]> {
  const { body } = await desk.call('GET', `/appointments/${id}`, { who: 'nurse' })
  const events = await desk.eventsOf('appointment.reminder')
  const its = events.filter(({ ids }) => ids.appointmentId === id)
  return its.map(({ at }) => (Date.parse(body.startsAt) - Date.parse(at)) / 3600_000)
}
/** What was said after each of some stretches of time, given in hours. */
async function saidAfter(id: string, stretches: number[]): Promise<number[][]> {
  const said: number[][] = []
  for (const hours of stretches) {
    await desk.pass(hours)
    await desk.sweep()
    said.push(await remindersOf(id))
  }
  return said
}

describe('an appointment', () => {
  test('is reminded of a day and two hours before, each once, however often somebody looks', async () => {
    const id = await bookIn(30)
    await desk.sweep()
    expect(await remindersOf(id)).toEqual([])
    expect(await saidAfter(id, [5.9, 0.2, 1, 20.8, 0.2, 1, 2])).toEqual([
      [],
      [24],
      [24],
      [24],
      [24, 2],
      [24, 2],
      [24, 2],
    ])
  })
  test('is reminded of once by many sweepers at once', async () => {
    const id = await bookIn(25)
    await desk.pass(1.5)
    await Promise.all(Array.from({ length: 6 }, () => sweepReminders(desk.sweeping)))
    expect(await remindersOf(id)).toEqual([24])
  })
  test.each([
    ['30 h ahead: both', 30, [6.1, 22], [24, 2]],
    ['20 h ahead: the second alone', 20, [0, 18.1], [2]],
    ['one hour ahead: none, its booking says it all', 1, [0, 0.9], []],
  ] as const)('that is booked %s', async (_, hours, stretches, expected) => {
    const id = await bookIn(hours)
    expect((await saidAfter(id, [...stretches])).at(-1)).toEqual([...expected])
  })
  test.each([
    ['with more than two hours left: late', 27, [24]],
    ['within the last two hours: the second alone', 28.5, [2]],
    ['after its start: none', 31, []],
  ] as const)('after an outage, %s', async (_, hours, expected) => {
    const id = await bookIn(30)
    expect(await saidAfter(id, [hours])).toEqual([[...expected]])
  })
  test('that was called off is not reminded of; booked again in time, it is', async () => {
    const id = await bookIn(40)
    await desk.cancel(id)
    expect(await saidAfter(id, [17])).toEqual([[]])
    await desk.change(id, { status: 'booked' })
    expect(await saidAfter(id, [21.5])).toEqual([[2]])
  })
  test('that was moved is reminded of at its new time', async () => {
    const id = await bookIn(30)
    await desk.pass(7)
    await desk.sweep()
    expect(await remindersOf(id)).toEqual([24])
    await desk.change(id, { startsAt: inHours(50) })
    expect(await saidAfter(id, [22, 4.5])).toEqual([[expect.any(Number)], [expect.any(Number), 24]])
  })
  test('whose patient is here is not reminded of', async () => {
    const id = await bookIn(30)
    await desk.pass(27)
    await desk.change(id, { status: 'arrived' })
    expect(await saidAfter(id, [1.5])).toEqual([[]])
  })
  test('that changed in another way is reminded of all the same', async () => {
    const id = await bookIn(30)
    await desk.pass(5)
    await desk.change(id, { reason: 'Chest pain' })
    expect(await saidAfter(id, [2])).toEqual([[24]])
  })
})

test('a whole morning is reminded of at once', async () => {
  const at = desk.clock.now()
  await desk.rows(sql`insert into appointment.appointment
      (id, created_at, updated_at, patient_id, doctor_id, starts_at, ends_at, status)
    select gen_random_uuid(), ${at}::timestamptz - interval '9 days', ${at}, gen_random_uuid(), gen_random_uuid(),
      ${at}::timestamptz + interval '5 h', ${at}::timestamptz + interval '6 h', 'booked' from generate_series(1, 450)`)
  const before = (await desk.eventsOf('appointment.reminder')).length
  await desk.sweep()
  await desk.sweep()
  expect((await desk.eventsOf('appointment.reminder')).length - before).toBe(450)
})
