import type { Transaction } from '@wardline/db/connect'
import { writeEvents } from '@wardline/kit/outbox'
import { transact } from '@wardline/kit/transaction'
import { sql } from 'drizzle-orm'
import type { Booking } from '../booking.ts'
import { outbox as outboxRows } from '../tables.ts'
import { dueAt, type ReminderHours, remindedStarts, remindedStatuses, reminderHours } from './rules.ts'

/** Reminders that one transaction writes. */
const batch = 200

interface Due {
  id: string
  version: number
  patient_id: string
  doctor_id: string
  /** A raw statement answers instants as text. */
  starts_at: string
}

/**
 * Marks appointments as reminded of, and answers them. Several sweepers share them out between them, and none is answered
 * twice. Whoever was told of this time later than its reminder fell due needs none.
 */
async function claimDue(tx: Transaction, hours: ReminderHours, now: Date, since?: Date): Promise<Due[]> {
  const { after, upTo } = remindedStarts(hours, now, since)
  const lead = sql`make_interval(hours => ${hours}::int)`
  const { rows } = await tx.execute<Due & Record<string, unknown>>(sql`
    with due as materialized (
      select id, version, patient_id, doctor_id, starts_at from appointment.appointment a
      where status = any(${sql.param(remindedStatuses)}::text[]) and starts_at > ${after} and starts_at <= ${upTo}
        and created_at <= starts_at - ${lead}
        and not exists (select from appointment.reminder r
          where r.appointment_id = a.id and r.starts_at = a.starts_at and r.lead = ${hours}::int)
        and not exists (select from appointment.history h
          where h.entity_id = a.id and h.action in ('booked', 'moved') and h.at > a.starts_at - ${lead})
      order by starts_at limit ${batch} for update skip locked),
    kept as (
      insert into appointment.reminder (appointment_id, starts_at, lead, at)
      select id, starts_at, ${hours}::int, ${now}::timestamptz from due on conflict do nothing returning appointment_id)
    select due.* from due join kept on kept.appointment_id = due.id`)
  return rows
}

/** Writes the events of one batch of reminders; how many there were. */
const remind = (db: Booking['db'], hours: ReminderHours, now: Date, since?: Date): Promise<number> =>
  transact(db, async (tx) => {
    const due = await claimDue(tx, hours, now, since)
    const events = due.map(({ id, version, patient_id, doctor_id, starts_at }) => ({
      type: 'appointment.reminder' as const,
      version,
      // Whoever tells it sees by this whether it is still true.
      at: dueAt(new Date(starts_at), hours),
      actorId: null,
      ids: { appointmentId: id, patientId: patient_id, doctorId: doctor_id },
    }))
    await writeEvents(tx, outboxRows, events)
    return due.length
  })

/**
 * Reminds of every appointment whose time for it has come.
 * @param since what had come by then has been seen to: so many fewer appointments are looked at
 */
export async function sweepReminders(
  { db, clock, outbox }: Pick<Booking, 'db' | 'clock' | 'outbox'>,
  since?: Date,
): Promise<void> {
  for (const hours of reminderHours) {
    let written: number
    do {
      written = await remind(db, hours, clock.now(), since)
      if (written > 0) outbox.wake()
    } while (written === batch)
  }
}
