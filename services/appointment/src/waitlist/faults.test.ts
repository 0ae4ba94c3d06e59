import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { type Connection, connect } from '@wardline/db/connect'
import { sql } from 'drizzle-orm'
import { type Desk, on, startDesk } from '../testing.ts'
import { type Expected, expectPatients } from '../testing-waitlist.ts'
import { claimFreed, offerSlot, sweepFreed } from './offering.ts'

setDefaultTimeout(60_000)

let desk: Desk
let ahead: Expected

beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  ahead = await expectPatients(desk)
})

/** A sweeper as another process has it: on connections of its own. */
function newSweeper(name: string) {
  const { db, close } = connect(desk.hospital.database.urls.appointment, { name, max: 2 })
  return { ...desk.sweeping, db, close }
}

/** What stands about a doctor's slots: an offer that is half made would show here. */
const standing = () =>
  desk.rows<{ kind: string; count: number }>(sql`
    select 'offers' as kind, count(*)::int as count from appointment.waitlist_offer o
      join appointment.freed_slot s on s.id = o.slot_id where s.doctor_id = ${ahead.doctorId}
    union all select 'holds', count(*)::int from appointment.hold
      where doctor_id = ${ahead.doctorId} and ended_at is null and expires_at > clock_timestamp()
    union all select 'asked', count(*)::int from appointment.waitlist_entry
      where doctor_id = ${ahead.doctorId} and status = 'offered' order by kind`)
const counts = async () => Object.fromEntries((await standing()).map(({ kind, count }) => [kind, count]))

/** Takes what is due, and answers this doctor's slot. */
const claimOurs = async () =>
  (await desk.claim()).find(({ doctorId }) => doctorId === ahead.doctorId) as Awaited<
    ReturnType<typeof desk.claim>
  >[number]

/** Lets a sweeper come as far as the entry that it wants to write, and cuts its connection there, in its transaction. */
async function killAtEntry(entryId: string, work: (victim: ReturnType<typeof newSweeper>) => Promise<unknown>) {
  const victim = newSweeper('victim')
  const owner: Connection = connect(desk.hospital.database.ownerUrl, { name: 'keeper', max: 2 })
  await owner.db.transaction(async (tx) => {
    await tx.execute(sql`select from appointment.waitlist_entry where id = ${entryId} for update`)
    const outcome = work(victim).then(
      () => 'done',
      () => 'killed',
    )
    const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'victim' and wait_event_type = 'Lock'`
    for (const end = Date.now() + 10_000; Date.now() < end; await Bun.sleep(5))
      if ((await owner.db.execute(cut)).rows.length > 0) break
    expect(await outcome).toBe('killed')
  })
  await Promise.all([victim.close(), owner.close()])
}

describe('a sweeper that is killed', () => {
  test('after it took a slot: when its lease is over, another offers the slot, once', async () => {
    await ahead.wait(0)
    await ahead.giveUp()
    expect((await claimOurs()).endedAt).toBeNull()
    await desk.sweep()
    expect(await ahead.chains()).toEqual([[]])
    await desk.letLeasesEnd()
    await desk.sweep()
    await desk.letLeasesEnd()
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 offered']])
    expect(await counts()).toEqual({ offers: 1, holds: 1, asked: 1 })
  })
  test('while it offers: nothing of the offer is left, and another makes it', async () => {
    const first = await ahead.wait(0)
    await ahead.giveUp()
    const slot = await claimOurs()
    const doctor = await desk.sweeping.people.findDoctor(ahead.doctorId)
    await killAtEntry(first, (victim) => offerSlot(victim, slot, doctor))
    expect(await counts()).toEqual({ offers: 0, holds: 0, asked: 0 })
    await desk.letLeasesEnd()
    await desk.sweep()
    expect(await counts()).toEqual({ offers: 1, holds: 1, asked: 1 })
    const told = (await desk.eventsOf('waitlist.offered')).filter(({ ids }) => ids.waitlistId === first)
    expect(told).toHaveLength(1)
  })
  test('while it passes an offer on: it is passed on once', async () => {
    const [first] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    await desk.sweep()
    await desk.letOffersExpire()
    const slot = await claimOurs()
    const doctor = await desk.sweeping.people.findDoctor(ahead.doctorId)
    await killAtEntry(first, (victim) => offerSlot(victim, slot, doctor))
    expect(await ahead.chains()).toEqual([['0 offered']])
    await desk.letLeasesEnd()
    await desk.sweep()
    expect(await ahead.chains()).toEqual([['0 expired', '1 offered']])
    expect(await counts()).toEqual({ offers: 2, holds: 1, asked: 1 })
  })
  test('and comes back late, does nothing again', async () => {
    const [first] = [await ahead.wait(0), await ahead.wait(1)]
    await ahead.giveUp()
    const slot = await claimOurs()
    await desk.letLeasesEnd()
    await desk.sweep()
    await desk.offer(slot)
    expect(await ahead.chains()).toEqual([['0 offered']])
    await desk.accept(first)
    await desk.offer(slot)
    expect(await ahead.chains()).toEqual([['0 accepted']])
  })
})

test('several sweepers at one slot offer it once', async () => {
  await Promise.all([ahead.wait(0), ahead.wait(1), ahead.wait(2)])
  await ahead.giveUp()
  const slot = await claimOurs()
  await Promise.all(Array.from({ length: 8 }, () => desk.offer(slot)))
  expect(await counts()).toEqual({ offers: 1, holds: 1, asked: 1 })
})

describe('many sweepers, many slots, many who wait and answer as they like', () => {
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30']
  /** At no moment is a slot offered to two, or somebody asked about two. */
  const doubled = () =>
    desk.rows<{ what: string }>(sql`
      select 'slot' as what from appointment.waitlist_offer where status = 'offered' group by slot_id having count(*) > 1
      union all select 'patient' from appointment.waitlist_offer o join appointment.waitlist_entry e on e.id = o.entry_id
        where o.status = 'offered' group by e.patient_id having count(*) > 1
      union all select 'twice' from appointment.waitlist_offer o join appointment.waitlist_entry e on e.id = o.entry_id
        group by o.slot_id, e.patient_id having count(*) > 1`)

  test('lose no slot, and offer none to two at once', async () => {
    const specialty = `Surgery ${crypto.randomUUID()}`
    const doctors = await Promise.all([1, 2, 3].map(() => desk.newDoctor({ specialty })))
    const waiting = await Promise.all(Array.from({ length: 14 }, () => desk.newPatient()))
    const entries = await Promise.all(
      waiting.map(async (patientId, index) => {
        const doctorId = index % 3 === 0 ? doctors[index % doctors.length] : undefined
        return (await desk.enter({ patientId, ...(doctorId ? { doctorId } : { specialty }) })).body.id
      }),
    )
    for (const doctorId of doctors)
      for (const time of times) {
        const { body } = await desk.book({ doctorId, patientId: ahead.former, startsAt: on(time) })
        await desk.cancel(body.id)
      }
    const sweepers = Array.from({ length: 6 }, (_, index) => newSweeper(`sweeper-${index}`))
    const unfinished = sql`select id from appointment.freed_slot
      where doctor_id = any(${sql.param(doctors)}::uuid[]) and ended_at is null`
    for (let round = 0; (await desk.rows(unfinished)).length > 0; round += 1) {
      expect(round).toBeLessThan(60)
      const answers = entries.map((id, index) => {
        const choice = (index * 7 + round * 3) % 5
        if (choice === 0) return desk.accept(id)
        return choice < 3 ? desk.decline(id) : undefined
      })
      await Promise.all([...sweepers.map((sweeper) => sweepFreed(sweeper)), ...answers])
      expect(await doubled()).toEqual([])
      if (round % 3 === 2) await desk.letOffersExpire()
      await desk.letLeasesEnd()
    }
    await Promise.all(sweepers.map(({ close }) => close()))

    const stands = await desk.rows<{ status: string; accepted: number; booked: number }>(sql`
      select e.status, count(distinct o.id) filter (where o.status = 'accepted')::int as accepted,
        count(distinct a.id) filter (where a.status = 'booked')::int as booked
      from appointment.waitlist_entry e left join appointment.waitlist_offer o on o.entry_id = e.id
        left join appointment.appointment a on a.id = e.appointment_id
      where e.id = any(${sql.param(entries)}::uuid[]) group by e.id, e.status`)
    expect(stands).toHaveLength(entries.length)
    for (const { status, accepted, booked } of stands)
      expect([status, accepted, booked]).toEqual(status === 'booked' ? ['booked', 1, 1] : ['waiting', 0, 0])
    expect(stands.filter(({ status }) => status === 'booked').length).toBeGreaterThan(3)
    const held = sql`select id from appointment.hold where doctor_id = any(${sql.param(doctors)}::uuid[]) and ended_at is null`
    expect(await desk.rows(held)).toEqual([])
  })
})

test('a slot that cannot be offered does not stop the others', async () => {
  const other = await expectPatients(desk)
  const [first] = [await ahead.wait(0), await other.wait(0)]
  await ahead.giveUp()
  await other.giveUp()
  await killAtEntry(first, (victim) => sweepFreed(victim).then(() => Promise.reject(new Error('one was cut'))))
  expect([await ahead.chains(), await other.chains()]).toEqual([[[]], [['0 offered']]])
  expect(await claimFreed(desk.sweeping)).toEqual([])
})
