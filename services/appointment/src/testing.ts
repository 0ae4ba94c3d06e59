import { connect } from '@wardline/db/connect'
import type { NewDoctor } from '@wardline/doctor/model'
import { createDoor, movableClock, type SignedIn, startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'
import { createLogger } from '@wardline/kit/log'
import type { Role } from '@wardline/kit/permissions'
import type { NewPatient } from '@wardline/patient/model'
import { sql } from 'drizzle-orm'
import type { Appointment, FreedSlot, WaitlistEntry } from './model.ts'
import { knowPeople } from './people.ts'
import { sweepReminders } from './reminders/reminding.ts'
import { claimFreed, offerSlot, sweepFreed } from './waitlist/offering.ts'

type Who = Role | SignedIn

/** What was asked for, or what was wrong. */
type Answered<T> = T & Partial<Pick<Problem, 'kind' | 'detail' | 'errors'>>

/** A wall-clock time of the hospital's zone, on the Tuesday after the tests' day unless another date is given. */
export const on = (time: string, date = '2026-11-24') => `${date}T${time}:00+01:00`

/** The instant of it, as it is answered. */
export const instantOn = (time: string, date?: string) => new Date(on(time, date)).toISOString()

/**
 * A hospital on a Monday morning, with one user of each role, in which nothing happens by itself: whoever tests says when
 * somebody sweeps.
 */
export async function startDesk() {
  const clock = movableClock(new Date('2026-11-23T07:00:00Z'))
  const hospital = await startHospital({ clock, isAlone: true })
  const people = await hospital.people()
  const own = connect(hospital.database.urls.appointment, { name: 'test' })
  const owner = connect(hospital.database.ownerUrl, { name: 'test', max: 2 })
  const call = createDoor<Answered<Appointment>>(hospital.apps.appointment, people)
  const open = createDoor<Answered<WaitlistEntry>>(hospital.apps.appointment, people)

  /** What a sweeper of a process of its own works with. */
  const sweeping = {
    ...{ db: own.db, clock, hospitalTz: hospital.config.hospitalTz, people: knowPeople(hospital.clients) },
    ...{ outbox: { wake: () => {}, flush: async () => {} }, log: createLogger('test', 'silent') },
  }
  const rows = async <T>(statement: ReturnType<typeof sql>) =>
    (await owner.db.execute<T & Record<string, unknown>>(statement)).rows

  return {
    ...{ hospital, clock, people, sweeping, rows },
    call,
    newDoctor: async (values: Partial<NewDoctor> = {}): Promise<string> => {
      const body = { givenName: 'Ada', familyName: 'Okafor', specialty: 'Cardiology', ...values }
      const { data } = await hospital.clients.doctor.doctors.post(body, { headers: people.admin.headers })
      return data?.id as string
    },
    newPatient: async (values: Partial<NewPatient> = {}): Promise<string> => {
      const body = {
        givenName: 'Amina',
        familyName: 'Diallo',
        birthDate: '1980-02-29',
        sex: 'female' as const,
        ...values,
      }
      const { data } = await hospital.clients.patient.patients.post(body, { headers: people.receptionist.headers })
      return data?.id as string
    },
    book: (body: object, who: Who = 'receptionist') => call('POST', '/appointments', { who, body }),
    change: (id: string, body: object, who: Who = 'receptionist') => call('PUT', `/appointments/${id}`, { who, body }),
    cancel: (id: string, who: Who = 'receptionist') => call('DELETE', `/appointments/${id}`, { who }),

    enter: (body: object, who: Who = 'receptionist') => open('POST', '/waitlist', { who, body }),
    entry: async (id: string, who: Who = 'receptionist') => (await open('GET', `/waitlist/${id}`, { who })).body,
    accept: (id: string, who: Who = 'receptionist', body: object = {}) =>
      call('POST', `/waitlist/${id}/accept`, { who, body }),
    decline: (id: string, who: Who = 'receptionist', body: object = {}) =>
      open('POST', `/waitlist/${id}/decline`, { who, body }),
    leave: (id: string, who: Who = 'receptionist') => open('DELETE', `/waitlist/${id}`, { who }),
    freed: async (query: string, who: Who = 'receptionist') =>
      (
        await createDoor<{ items: FreedSlot[] }>(hospital.apps.appointment, people)('GET', `/waitlist/offers${query}`, {
          who,
        })
      ).body.items,

    /** Lets time pass; everybody signs in again. */
    pass: async (hours: number) => {
      clock.advance(hours * 3600_000)
      await Promise.all(
        Object.values(people).map(async (person) => Object.assign(person, await hospital.again(person))),
      )
    },

    /** Everything that is due with freed slots and reminders. */
    sweep: async () => {
      await sweepFreed(sweeping)
      await sweepReminders(sweeping)
    },
    claim: () => claimFreed(sweeping),
    offer: async (slot: Awaited<ReturnType<typeof claimFreed>>[number]) =>
      offerSlot(sweeping, slot, await sweeping.people.findDoctor(slot.doctorId)),

    /** Lets the time of what is offered or held pass; the database's clock is nobody's to move. */
    letOffersExpire: () =>
      owner.db.execute(sql`
        with over as (update appointment.waitlist_offer set expires_at = clock_timestamp() where status = 'offered'
            returning slot_id, hold_id),
          let_go as (update appointment.hold set expires_at = clock_timestamp() where id in (select hold_id from over))
        update appointment.freed_slot set next_at = clock_timestamp() where id in (select slot_id from over)`),
    /** Lets the leases of sweepers run out, and what waits be looked at again. */
    letLeasesEnd: () =>
      owner.db.execute(sql`update appointment.freed_slot set next_at = clock_timestamp() where ended_at is null`),
    eventsOf: (type: string) =>
      rows<{ type: string; at: string; ids: Record<string, string>; actor_id: string | null }>(
        sql`select type, at, ids, actor_id from appointment.outbox where type = ${type} order by id`,
      ),
    async stop() {
      await Promise.all([own.close(), owner.close()])
      await hospital.stop()
    },
  }
}
export type Desk = Awaited<ReturnType<typeof startDesk>>
