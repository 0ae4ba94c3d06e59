import type { Database, Transaction } from '@wardline/db/connect'
import { inserting } from '@wardline/kit/bulk'
import { coalesce } from '@wardline/kit/coalesce'
import type { Event, EventType } from '@wardline/kit/events'
import { transact } from '@wardline/kit/transaction'
import { inArray, sql } from 'drizzle-orm'
import type { Channel } from '../rules.ts'
import { nothingWritten, type Written, writeNotifications } from '../sending/writing.ts'
import { processedEvents, toldVersions, unaddressed } from '../tables.ts'
import { tellAppointment, tellReminder } from './appointments.ts'
import type { Reader, Text } from './compose.ts'
import { tellLeave } from './leave.ts'
import { tellOffer } from './offers.ts'
import type { People } from './people.ts'

/** Someone who has to be told of an event; `userId` only when they have an active login. */
export interface Addressee {
  reader: Reader
  personId: string
  userId: string | null
  isActive: boolean
}

/** What an event comes to. */
export interface Telling {
  addressees: Addressee[]
  textFor(reader: Reader): Text
  link: string
  data: Record<string, string>
  channels: Channel[]
  /** Who was told of a newer version of this is not told of an older one; absent where each event says something of its own. */
  subject?: string
  /** From then on it is of no use outside the house. */
  expiresAt?: Date
}

/** The moment at which something is told, and the hospital's wall clock. */
export interface Now {
  at: Date
  hospitalTz: string
}

/** What is told of an event; undefined when it is about nothing that is known, or no longer true. */
export type Tell = (people: People, event: Event, now: Now) => Promise<Telling | undefined>

/** Events that people are told of; of all others only boards and lists hear. */
const tellers: Partial<Record<EventType, Tell>> = {
  'appointment.booked': tellAppointment,
  'appointment.moved': tellAppointment,
  'appointment.cancelled': tellAppointment,
  'appointment.reminder': tellReminder,
  'waitlist.offered': tellOffer,
  'waitlist.withdrawn': tellOffer,
  'leave.entered': tellLeave,
  'leave.cancelled': tellLeave,
}

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

const missedRow = ({ reader, personId, userId }: Addressee, event: Event, data: Record<string, string>, at: Date) => ({
  ...{ id: Bun.randomUUIDv7(), eventId: event.id, kind: event.type, personId, userId, data, at },
  role: reader === 'patient' ? ('patient' as const) : ('doctor' as const),
})

/** Writes everything that one event comes to, once however often it is repeated. */
function write(db: Database, event: Event, telling: Telling, { at, hospitalTz }: Now): Promise<Written> {
  const { addressees, textFor, link, data, channels, subject, expiresAt = null } = telling
  const told = addressees.filter(({ userId }) => userId === null || userId !== event.actorId)
  // A patient who is also the doctor here is told once.
  const reached = new Map(told.flatMap((each) => (each.isActive && each.userId ? [[each.userId, each.reader]] : [])))
  const missed = told.filter((each) => !each.isActive)
  return transact(db, async (tx) => {
    const [first] = await tx.insert(processedEvents).values({ id: event.id, at }).onConflictDoNothing().returning()
    if (!first) return nothingWritten
    const userIds = [...reached.keys()]
    const fresh = subject ? await notToldYet(tx, subject, event.version, userIds) : new Set(userIds)
    const drafts = [...reached]
      .filter(([userId]) => fresh.has(userId))
      .map(([userId, reader]) => ({
        ...textFor(reader),
        ...{ id: Bun.randomUUIDv7(), batchId: event.id, userId, kind: event.type, severity: 'info' as const },
        ...{ link, data, channels, ack: null, expiresAt },
      }))
    const [one, ...others] = missed.map((each) => missedRow(each, event, data, at))
    return writeNotifications(tx, drafts, at, hospitalTz, one ? [inserting(unaddressed, [one, ...others])] : [])
  })
}

/**
 * Tells the people whom an event concerns, never whoever did it.
 * Who they are is found out before the transaction; when that cannot be, the event comes again.
 */
export function prepareTelling(db: Database, people: People) {
  const findProcessed = coalesce((ids) => db.select().from(processedEvents).where(inArray(processedEvents.id, ids)))
  return async (event: Event, now: Now): Promise<Written> => {
    const teller = tellers[event.type]
    if (!teller || (await findProcessed(event.id))) return nothingWritten
    const telling = await teller(people, event, now)
    return telling ? write(db, event, telling, now) : nothingWritten
  }
}

/** The record that an event is about, as boards and lists know it, and the patients' users concerned. A reminder changes none. */
export async function changeOf(people: People, { type, ids }: Event) {
  if (type === 'appointment.reminder') return
  const entity = type.slice(0, type.indexOf('.'))
  const name = entity.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const about = ids[`${name}Id` as keyof typeof ids]
  const patient = ids.patientId ? await people.patient(ids.patientId) : undefined
  const userIds = [patient?.userId, ids.userId].filter((id) => id !== undefined && id !== null)
  return about && { entity, ids: [about], userIds: [...new Set(userIds)] }
}
