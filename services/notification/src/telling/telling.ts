import type { Appointment } from '@wardline/appointment/model'
import type { Database, Transaction } from '@wardline/db/connect'
import type { Event } from '@wardline/kit/events'
import { transact } from '@wardline/kit/transaction'
import { eq, sql } from 'drizzle-orm'
import { type Written, writeNotifications } from '../sending/writing.ts'
import { processedEvents, toldVersions, unaddressed } from '../tables.ts'
import { type AppointmentKind, appointmentKinds, composeAppointment, type Reader } from './compose.ts'
import type { People } from './people.ts'

/** Someone who has to be told of an event; `userId` only when they have an active login. */
export interface Addressee {
  reader: Reader
  personId: string
  userId: string | null
  isActive: boolean
}

/** Everyone whom an event concerns, and what the texts need; undefined when it is about nothing that is known. */
async function gather(people: People, { ids }: Event) {
  if (!ids.appointmentId) return
  const appointment = await people.appointment(ids.appointmentId)
  if (!appointment) return
  // The event's own doctors: the appointment may have gone to yet another one since.
  const doctorIds = [
    ...new Set([appointment.doctorId, ids.doctorId, ids.previousDoctorId].filter((id) => id !== undefined)),
  ]
  const [doctors, [patient]] = await Promise.all([people.doctors(doctorIds), people.patients([appointment.patientId])])
  if (!patient) return
  const userIds = [...doctors, patient].flatMap((person) => person.userId ?? [])
  const users = new Map((await people.users(userIds)).map((user) => [user.id, user]))
  const addressee = (reader: Reader, person: { id: string; userId: string | null }): Addressee => ({
    reader,
    personId: person.id,
    userId: person.userId,
    isActive: person.userId !== null && users.get(person.userId)?.status === 'active',
  })
  const doctor = doctors.find((each) => each.id === (ids.doctorId ?? appointment.doctorId))
  const previous = doctors.find((each) => each.id === ids.previousDoctorId)
  const current = doctors.find((each) => each.id === appointment.doctorId)
  return {
    appointment: appointment as Appointment,
    patientName: patient.name,
    doctorName: (doctor ?? current)?.name ?? 'the doctor',
    addressees: [
      ...(doctor ? [addressee('doctor', doctor)] : []),
      ...(previous && previous.id !== doctor?.id ? [addressee('previous-doctor', previous)] : []),
      addressee('patient', patient),
    ],
  }
}
export type Facts = NonNullable<Awaited<ReturnType<typeof gather>>>

const isTold = (type: Event['type']): type is AppointmentKind => (appointmentKinds as readonly string[]).includes(type)

/** Those among the users who have not been told of this version of the thing, or of a newer one. */
async function notToldYet(tx: Transaction, subject: string, version: number, userIds: string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const told = await tx
    .insert(toldVersions)
    .values(userIds.toSorted().map((userId) => ({ userId, subject, version })))
    .onConflictDoUpdate({
      target: [toldVersions.userId, toldVersions.subject],
      set: { version },
      setWhere: sql`${toldVersions.version} < ${version}`,
    })
    .returning({ userId: toldVersions.userId })
  return new Set(told.map((row) => row.userId))
}

/** Writes everything that one event comes to, once however often it is repeated. */
function write(db: Database, event: Event, facts: Facts, at: Date, hospitalTz: string): Promise<Written> {
  const kind = event.type as AppointmentKind
  const { appointment, addressees } = facts
  const data = { appointmentId: appointment.id, patientId: appointment.patientId, doctorId: appointment.doctorId }
  const link = `/app/appointments/${appointment.id}`
  const told = addressees.filter(({ userId }) => userId === null || userId !== event.actorId)
  // A patient who is also the doctor here is told once.
  const reached = [
    ...new Map(told.filter((each) => each.isActive).map((each) => [each.userId as string, each])).values(),
  ]
  const missed = told.filter((each) => !each.isActive)
  return transact(db, async (tx) => {
    const [first] = await tx.insert(processedEvents).values({ id: event.id, at }).onConflictDoNothing().returning()
    if (!first) return { streams: new Map(), outgoing: false }
    const fresh = await notToldYet(
      tx,
      appointment.id,
      event.version,
      reached.map((each) => each.userId as string),
    )
    const drafts = reached
      .filter((each) => fresh.has(each.userId as string))
      .map(({ reader, userId }) => ({
        ...composeAppointment(kind, reader, { ...facts, startsAt: new Date(appointment.startsAt) }, hospitalTz),
        id: Bun.randomUUIDv7(),
        batchId: event.id,
        userId: userId as string,
        kind,
        severity: 'info' as const,
        link,
        data,
        channels: ['in-app' as const],
        ack: null,
      }))
    if (missed.length)
      await tx.insert(unaddressed).values(
        missed.map(({ reader, personId, userId }) => ({
          id: Bun.randomUUIDv7(),
          eventId: event.id,
          kind,
          role: reader === 'patient' ? ('patient' as const) : ('doctor' as const),
          personId,
          userId,
          data,
          at,
        })),
      )
    return writeNotifications(tx, drafts, at, hospitalTz)
  })
}

/**
 * Tells the people whom an event concerns, never whoever did it.
 * Who they are is found out before the transaction; when that cannot be, the event comes again.
 */
export async function tell(
  db: Database,
  people: People,
  event: Event,
  { at, hospitalTz }: { at: Date; hospitalTz: string },
): Promise<Written> {
  const nothing = { streams: new Map(), outgoing: false }
  if (!isTold(event.type)) return nothing
  const [known] = await db.select().from(processedEvents).where(eq(processedEvents.id, event.id))
  const facts = known ? undefined : await gather(people, event)
  return facts ? write(db, event, facts, at, hospitalTz) : nothing
}

/** The record that an event is about, as boards and lists know it, and the patients' users concerned. */
export async function changeOf(people: People, { type, ids }: Event) {
  const entity = type.slice(0, type.indexOf('.'))
  const about = ids[`${entity}Id` as keyof typeof ids]
  const [patient] = ids.patientId ? await people.patients([ids.patientId]) : []
  const userIds = [patient?.userId, ids.userId].filter((id) => id !== undefined && id !== null)
  return about && { entity, ids: [about], userIds: [...new Set(userIds)] }
}
