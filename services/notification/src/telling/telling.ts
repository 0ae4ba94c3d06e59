import type { Database } from '@wardline/db/connect'
import { inserting } from '@wardline/kit/bulk'
import { coalesce } from '@wardline/kit/coalesce'
import type { Event, EventType } from '@wardline/kit/events'
import { retrying } from '@wardline/kit/transaction'
import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../rules.ts'
import { nothingWritten, type Written, writeNotifications } from '../sending/writing.ts'
import { those } from '../stream/sequence.ts'
import { processedEvents, unaddressed } from '../tables.ts'
import { tellAppointment, tellReminder } from './appointments.ts'
import type { Reader } from './compose.ts'
import { tellLeave } from './leave.ts'
import { tellOffer } from './offers.ts'
import type { People } from './people.ts'
import type { Text } from './rules.ts'

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

/** Answers a row only for the first of an event's repetitions. */
const processing = ({ id }: Event, at: Date): SQL => sql`
  insert into notification.processed_event (id, at) values (${id}, ${at}) on conflict do nothing returning id`

/** Those among the users who have not been told of this version of the thing, or of a newer one. */
const tellingNewer = (subject: string, version: number, userIds: Iterable<string>): SQL => sql`
  insert into notification.told_version as known (user_id, subject, version)
  select user_id, ${subject}::uuid, ${version}::integer from (${those(userIds)}) as users, first order by user_id
  on conflict (user_id, subject) do update set version = excluded.version where known.version < excluded.version
  returning user_id`

const missedRow = ({ reader, personId, userId }: Addressee, event: Event, data: Record<string, string>, at: Date) => ({
  ...{ id: Bun.randomUUIDv7(), eventId: event.id, kind: event.type, personId, userId, data, at },
  role: reader === 'patient' ? ('patient' as const) : ('doctor' as const),
})

/**
 * Writes everything that one event comes to in one statement, once however often it is repeated: `first` is empty when it
 * was told before, and then nobody is told and nothing is missed.
 */
function write(db: Database, event: Event, telling: Telling, { at, hospitalTz }: Now): Promise<Written> {
  const { addressees, textFor, link, data, channels, subject, expiresAt = null } = telling
  const concerned = addressees.filter(({ userId }) => userId === null || userId !== event.actorId)
  // A patient who is also the doctor here is told once.
  const reached = new Map(
    concerned.flatMap((each) => (each.isActive && each.userId ? [[each.userId, each.reader]] : [])),
  )
  const drafts = [...reached].map(([userId, reader]) => ({
    ...textFor(reader),
    ...{ id: Bun.randomUUIDv7(), batchId: event.id, userId, kind: event.type, severity: 'info' as const },
    ...{ link, data, channels, ack: null, expiresAt },
  }))
  const [one, ...others] = concerned.filter((each) => !each.isActive).map((each) => missedRow(each, event, data, at))
  const isFirst = { joined: 'cross join first', values: {} }
  const told = subject
    ? tellingNewer(subject, event.version, reached.keys())
    : sql`select user_id from (${those(reached.keys())}) as users, first`
  return retrying(() =>
    writeNotifications(db, drafts, at, hospitalTz, {
      deciding: { first: processing(event, at), ...(drafts.length > 0 && { told }) },
      recipients: sql`select user_id from told`,
      changes: one ? [inserting(unaddressed, [one, ...others], isFirst)] : [],
    }),
  )
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
