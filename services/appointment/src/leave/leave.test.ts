import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { type Desk, instantOn, on, startDesk } from '../testing.ts'
import { type Plan, planAt } from '../testing-schedule.ts'

setDefaultTimeout(30_000)

let desk: Desk
let plan: Plan
let doctorId: string
let colleagueId: string

beforeAll(async () => {
  desk = await startDesk()
  plan = planAt(desk)
})
afterAll(() => desk?.stop())
beforeEach(async () => {
  const { ids } = await plan.newTeam(1)
  ;[doctorId, colleagueId] = ids as [string, string]
})

const tuesday = '2026-11-24'
const day = { from: tuesday, to: tuesday }

describe('entering leave', () => {
  test('by dates answers it with its instants, in the hospital’s zone', async () => {
    const { status, body } = await plan.enterLeave(doctorId, { from: tuesday, to: '2026-11-25', reason: 'Conference' })
    expect([status, body]).toEqual([
      201,
      {
        ...{ id: expect.any(String), version: 1, doctorId, from: tuesday, to: '2026-11-25', reason: 'Conference' },
        ...{ createdAt: desk.clock.now().toISOString(), updatedAt: desk.clock.now().toISOString() },
        ...{ startsAt: '2026-11-23T23:00:00.000Z', endsAt: '2026-11-25T23:00:00.000Z' },
        ...{ cancelledAt: null, affected: [] },
      },
    ])
    expect((await plan.readLeave(doctorId, body.id)).body).toEqual(body)
  })
  test('by instants answers them in UTC', async () => {
    const { body } = await plan.enterLeave(doctorId, { from: on('10:00'), to: on('12:00') })
    const times = { from: instantOn('10:00'), to: instantOn('12:00') }
    expect(body).toMatchObject({ ...times, startsAt: times.from, endsAt: times.to, reason: null })
  })
  test('lists what it affects, soonest first, with where each could go', async () => {
    const second = (await plan.bookAt(doctorId, on('10:00'))).body
    const first = (await plan.bookAt(doctorId, on('09:00'))).body
    const { body } = await plan.enterLeave(doctorId, day)
    expect(body.affected.map(({ appointment }) => appointment)).toEqual([first, second])
    expect(body.affected[0]?.proposals).toEqual([
      {
        doctorId,
        startsAt: instantOn('08:00', '2026-11-25'),
        endsAt: instantOn('08:30', '2026-11-25'),
        sameDoctor: true,
      },
      {
        doctorId,
        startsAt: instantOn('17:30', '2026-11-23'),
        endsAt: instantOn('18:00', '2026-11-23'),
        sameDoctor: true,
      },
      { doctorId: colleagueId, startsAt: instantOn('09:00'), endsAt: instantOn('09:30'), sameDoctor: false },
    ])
    expect(body.affected[1]?.proposals[0]).toMatchObject({ startsAt: instantOn('08:30', '2026-11-25') })
  })
  test('proposes nothing that is booked, held, or another patient’s first choice by the time it is read', async () => {
    await plan.bookAt(doctorId, on('09:00'))
    const { body } = await plan.enterLeave(doctorId, day)
    await plan.bookAt(doctorId, on('08:00', '2026-11-25'))
    await plan.hold({ doctorId, startsAt: on('08:30', '2026-11-25'), endsAt: on('09:00', '2026-11-25') })
    const { affected } = (await plan.readLeave(doctorId, body.id)).body
    expect(affected[0]?.proposals[0]).toMatchObject({ startsAt: instantOn('09:00', '2026-11-25') })
  })
  test.each<[string, (id: string) => Promise<unknown>]>([
    ['that is called off', (id) => desk.cancel(id)],
    ['that went elsewhere', (id) => desk.change(id, { startsAt: on('09:00', '2026-11-26') })],
  ])('no longer affects one %s', async (_, change) => {
    const { id } = (await plan.bookAt(doctorId, on('09:00'))).body
    const { body } = await plan.enterLeave(doctorId, day)
    await change(id)
    expect((await plan.readLeave(doctorId, body.id)).body.affected).toEqual([])
  })
  test('does not affect what touches it, what is over, and what is another doctor’s', async () => {
    await plan.bookAt(doctorId, on('09:30'))
    await plan.bookAt(doctorId, on('12:00'))
    await plan.bookAt(colleagueId, on('10:00'))
    expect((await plan.enterLeave(doctorId, { from: on('10:00'), to: on('12:00') })).body.affected).toEqual([])
  })
  test('affects a waiting patient, who is offered today or nothing, and no visit under way', async () => {
    const [here, seen] = await Promise.all(
      ['09:00', '09:30'].map(async (time) => (await plan.bookAt(doctorId, on(time, '2026-11-23'))).body.id),
    )
    for (const id of [here, seen]) await desk.change(id as string, { status: 'arrived' })
    await desk.change(seen as string, { startedAt: desk.clock.now().toISOString() })
    const { affected } = (await plan.enterLeave(doctorId, { from: '2026-11-23', to: '2026-11-23' })).body
    expect(affected.map(({ appointment }) => appointment.id)).toEqual([here as string])
    expect(affected[0]?.proposals.map((proposal) => [proposal.doctorId, proposal.startsAt])).toEqual([
      [colleagueId, instantOn('09:00', '2026-11-23')],
      [colleagueId, instantOn('09:30', '2026-11-23')],
      [colleagueId, instantOn('08:30', '2026-11-23')],
    ])
  })
  test('keeps today’s on the list when their time passes, until somebody sees to them', async () => {
    const today = { from: '2026-11-23', to: '2026-11-23' }
    const book = async (time: string) => (await plan.bookAt(doctorId, on(time, today.from))).body.id
    const [here, late, seen, later] = [
      await book('08:30'),
      await book('09:00'),
      await book('09:30'),
      await book('15:00'),
    ]
    const { id } = (await plan.enterLeave(doctorId, today)).body
    await desk.change(here, { status: 'arrived' })
    await desk.change(here, { status: 'checked-in' })
    await desk.pass(3)
    const listed = async (leaveId: string) =>
      (await plan.readLeave(doctorId, leaveId)).body.affected.map(({ appointment }) => appointment.id)
    await desk.change(seen, { status: 'noshow' })
    expect(await listed(id)).toEqual([here, late, later])
    const afterwards = (await plan.enterLeave(doctorId, today)).body
    expect(afterwards.affected.map(({ appointment }) => appointment.id)).toEqual([here, later])
    const to = { doctorId: colleagueId, startsAt: on('11:30', today.from) }
    const { body } = await plan.move(doctorId, id, { moves: [{ appointmentId: here, ...to }] })
    expect([body.moved.map(({ status }) => status), body.left]).toEqual([['checked-in'], []])
    await desk.pass(21)
    expect(await listed(id)).toEqual([])
  })
  test('keeps who, when and what, and tells of it', async () => {
    const { id } = (await plan.enterLeave(doctorId, { ...day, reason: 'Ill' })).body
    await plan.cancelLeave(doctorId, id, 'admin')
    const kept = await desk.rows<{ action: string; actor_id: string; reason: string | null }>(
      sql`select action, actor_id, reason from appointment.history where entity_id = ${id} order by id`,
    )
    expect(kept).toEqual([
      { action: 'entered', actor_id: desk.people.receptionist.userId, reason: 'Ill' },
      { action: 'cancelled', actor_id: desk.people.admin.userId, reason: null },
    ])
    const events = [...(await desk.eventsOf('leave.entered')), ...(await desk.eventsOf('leave.cancelled'))]
    expect(events.filter(({ ids }) => ids.leaveId === id).map(({ type, ids }) => [type, ids.doctorId])).toEqual([
      ['leave.entered', doctorId],
      ['leave.cancelled', doctorId],
    ])
  })
})

describe('a time on leave', () => {
  test('cannot be booked, nor moved to, nor taken up again; the day after can', async () => {
    const cancelled = (await plan.bookAt(doctorId, on('09:00'))).body.id
    await desk.cancel(cancelled)
    const elsewhere = (await plan.bookAt(doctorId, on('09:00', '2026-11-26'))).body.id
    await plan.enterLeave(doctorId, day)
    expect((await plan.bookAt(doctorId, on('09:00'))).body.kind).toBe('on-leave')
    expect((await desk.change(elsewhere, { startsAt: on('09:00') })).body.kind).toBe('on-leave')
    expect((await desk.change(cancelled, { status: 'booked' })).body.kind).toBe('on-leave')
    expect((await plan.bookAt(doctorId, on('09:00', '2026-11-25'))).status).toBe(201)
  })
  test('can be booked by override, which the leave then knows of', async () => {
    const before = (await plan.bookAt(doctorId, on('09:00'), { overrideReason: 'urgent' })).body.id
    desk.clock.advance(1000)
    const { id } = (await plan.enterLeave(doctorId, day)).body
    desk.clock.advance(1000)
    expect((await plan.bookAt(doctorId, on('10:00'), { overrideReason: 'urgent' })).status).toBe(201)
    await desk.change(before, { reason: 'Cough' })
    const { affected } = (await plan.readLeave(doctorId, id)).body
    expect(affected.map(({ appointment }) => appointment.id)).toEqual([before])
  })
  test('is free again when the leave is called off, unless there is another', async () => {
    const [first, second] = [await plan.enterLeave(doctorId, day), await plan.enterLeave(doctorId, day)]
    await plan.cancelLeave(doctorId, first.body.id)
    expect((await plan.bookAt(doctorId, on('09:00'))).body.kind).toBe('on-leave')
    await plan.cancelLeave(doctorId, second.body.id)
    expect((await plan.bookAt(doctorId, on('09:00'))).status).toBe(201)
  })
  test('is never booked unnoticed, however many book while it is entered', async () => {
    const patients = await Promise.all(Array.from({ length: 12 }, () => desk.newPatient()))
    const times = patients.map((_, index) =>
      on(`${String(9 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`),
    )
    const book = (patientId: string, index: number) => desk.book({ doctorId, patientId, startsAt: times[index] })
    const [before, entered, after] = await Promise.all([
      Promise.all(patients.slice(0, 6).map(book)),
      plan.enterLeave(doctorId, day),
      Promise.all(patients.slice(6).map((patientId, index) => book(patientId, index + 6))),
    ])
    const booked = [...before, ...after].filter(({ status }) => status === 201).map(({ body }) => body.id)
    expect(entered.body.affected.map(({ appointment }) => appointment.id).sort()).toEqual(booked.sort())
    for (const { status, body } of [...before, ...after])
      expect(status === 201 ? 'on-leave' : body.kind).toBe('on-leave')
  })
})

describe('calling leave off', () => {
  test('leaves it on record, and is the same again', async () => {
    const { id } = (await plan.enterLeave(doctorId, day)).body
    expect([(await plan.cancelLeave(doctorId, id)).status, (await plan.cancelLeave(doctorId, id)).status]).toEqual([
      204, 204,
    ])
    expect((await plan.readLeave(doctorId, id)).body).toMatchObject({
      ...{ version: 2, cancelledAt: desk.clock.now().toISOString(), affected: [] },
    })
    expect((await plan.listLeave(doctorId)).body.items).toEqual([])
  })
})

describe('the list', () => {
  test('has the leave of one doctor that touches a time, by pages', async () => {
    for (const [from, to] of [
      ['2026-11-24', '2026-11-26'],
      ['2026-12-01', '2026-12-01'],
      ['2026-12-24', '2027-01-06'],
    ])
      await plan.enterLeave(doctorId, { from, to })
    await plan.enterLeave(colleagueId, day)
    const found = async (query: object) => (await plan.listLeave(doctorId, query)).body.items.map(({ from }) => from)
    expect(await found({})).toEqual(['2026-11-24', '2026-12-01', '2026-12-24'])
    expect(await found({ from: on('00:00', '2026-11-26'), to: on('00:00', '2026-12-01') })).toEqual(['2026-11-24'])
    expect(await found({ from: on('00:00', '2026-11-27') })).toEqual(['2026-12-01', '2026-12-24'])
    expect(await found({ sort: '-startsAt', limit: '1' })).toEqual(['2026-12-24'])
    const { nextCursor, total } = (await plan.listLeave(doctorId, { limit: '2', count: 'true' })).body
    expect([total, await found({ limit: '2', cursor: nextCursor ?? '' })]).toEqual([3, ['2026-12-24']])
  })
})
