import { ensureAdministrator } from '@wardline/auth/administrator'
import { ask } from '@wardline/kit/client'
import { demoAccounts, demoLogins } from './accounts.ts'
import type { DemoDoctor } from './clinic.ts'
import type { Actor, DemoHospital } from './hosting.ts'
import { several } from './several.ts'
import type { SyntheaPatient } from './synthea.ts'

const day = 24 * 3600_000
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * day)
const atOnce = 4

/** Accounts are older than records, records older than the first booking. */
export const openedDaysAgo = 120
const staffedDaysAgo = 100
const registeredFromDaysAgo = 90
export const registeredUntilDaysAgo = 30

/** Who acts, by e-mail. */
export type Actors = ReadonlyMap<string, Actor>
/** Ids of records, by NPI or Synthea's id. */
export type Records = ReadonlyMap<string, string>

export const actorOf = (actors: Actors, email: string): Actor => {
  const actor = actors.get(email)
  if (!actor) throw new Error(`nobody in the demo hospital has the address ${email}`)
  return actor
}

/** True while nobody has an account but the first administrator. */
export async function isEmpty({ as, clients, clock }: DemoHospital): Promise<boolean> {
  const asker = { userId: Bun.randomUUIDv7(), role: 'admin' } as const
  const list = await as(asker, clock.now(), (options) =>
    ask(clients.auth.auth.users.get({ query: { limit: 2 }, ...options })),
  )
  return list.items.length <= 1 && list.items.every((user) => user.role === 'admin')
}

/** Opens the accounts that are missing; the first administrator makes the others. */
export async function openAccounts(hospital: DemoHospital, now: Date): Promise<Actors> {
  const { as, clients, config, db } = hospital
  const at = daysBefore(now, openedDaysAgo)
  const clock = { now: () => at }
  await ensureAdministrator({ db: db('auth'), clock }, config.administrator ?? demoLogins.admin)
  const asker = { userId: Bun.randomUUIDv7(), role: 'admin' } as const
  const { items } = await as(asker, at, (options) =>
    ask(clients.auth.auth.users.get({ query: { limit: 1 }, ...options })),
  )
  const [first] = items
  if (!first) throw new Error('the demo hospital has no administrator')
  const admin = { userId: first.id, role: 'admin' } as const
  const actors = new Map<string, Actor>([[first.email.toLowerCase(), admin]])
  const missing = demoAccounts.filter(({ email }) => !actors.has(email))
  await several(missing, atOnce, async ({ email, name, role, password }) => {
    const user = await as(admin, at, (options) =>
      ask(clients.auth.auth.users.post({ email, name, role, password }, options)),
    )
    actors.set(email, { userId: user.id, role })
  })
  return actors
}

const userOf = (actors: Actors, person: string): string | undefined => {
  const email = demoAccounts.find((account) => account.person === person)?.email
  return email && actorOf(actors, email).userId
}

/** Enters every doctor, as the administrator did a while ago. */
export async function enterDoctors(
  { as, clients }: DemoHospital,
  doctors: DemoDoctor[],
  actors: Actors,
  now: Date,
): Promise<Records> {
  const admin = actorOf(actors, demoLogins.admin.email)
  const entered = await several([...doctors.entries()], atOnce, async ([index, doctor]) => {
    const { npi, givenName, familyName, specialty, email, phone, room, hours, slotMinutes } = doctor
    const userId = userOf(actors, npi)
    const body = { givenName, familyName, specialty, email, phone, licenseNumber: npi, room, hours, slotMinutes }
    const at = new Date(daysBefore(now, staffedDaysAgo).getTime() + index * 60_000)
    const { id } = await as(admin, at, (options) =>
      ask(clients.doctor.doctors.post({ ...body, ...(userId && { userId }) }, options)),
    )
    for (const { date, from, to } of doctor.extraHours)
      await as(admin, at, (options) =>
        ask(clients.appointment.doctors({ id })['extra-hours'].post({ date, from, to, reason: 'On call' }, options)),
      )
    return [npi, id] as const
  })
  return new Map(entered)
}

/** Registers the patients over two months, by the desks in turn. */
export async function registerPatients(
  { as, clients }: DemoHospital,
  patients: SyntheaPatient[],
  actors: Actors,
  now: Date,
): Promise<Records> {
  const desks = demoAccounts.filter(({ role }) => role === 'receptionist').map(({ email }) => actorOf(actors, email))
  const days = registeredFromDaysAgo - registeredUntilDaysAgo
  const registered = await several([...patients.entries()], atOnce, async ([index, { id, record }]) => {
    const account = demoAccounts.find(({ person }) => person === id)
    const link = account && { userId: actorOf(actors, account.email).userId, email: account.email }
    const at = daysBefore(now, registeredFromDaysAgo - (days * index) / patients.length)
    const desk = desks[index % desks.length] as Actor
    const patient = await as(desk, at, (options) => ask(clients.patient.patients.post({ ...record, ...link }, options)))
    return [id, patient.id] as const
  })
  return new Map(registered)
}
