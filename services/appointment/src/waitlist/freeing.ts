import type { Transaction } from '@wardline/db/connect'
import { type AppointmentRow, freedSlots } from '../tables.ts'
import { freedTimes } from './rules.ts'

/** Keeps, with the change itself, which of the doctor's time it gave back: no kill between the two loses a slot. */
export async function writeFreed(
  tx: Transaction,
  before: AppointmentRow,
  after: AppointmentRow,
  at: Date,
): Promise<void> {
  const freed = freedTimes(before, after, at)
  if (freed.length === 0) return
  const { id: appointmentId, doctorId } = before
  await tx
    .insert(freedSlots)
    .values(freed.map((time) => ({ ...time, id: Bun.randomUUIDv7(), doctorId, appointmentId, createdAt: at })))
}
