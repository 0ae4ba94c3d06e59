import type { Status } from '../rules.ts'

/** How many hours before an appointment its patient is reminded, longest first. */
export const reminderHours = [24, 2] as const
export type ReminderHours = (typeof reminderHours)[number]

const hourMs = 3600_000

/** Statuses in which somebody is still awaited. */
export const remindedStatuses = ['pending', 'booked'] as const satisfies Status[]

/** When a reminder falls due. */
export const dueAt = (startsAt: Date, hours: ReminderHours): Date => new Date(startsAt.getTime() - hours * hourMs)

/**
 * The appointments that a reminder is for at this moment: they start after the first instant, up to the second.
 * @param since those that were due by then have been seen to
 */
export function remindedStarts(hours: ReminderHours, now: Date, since?: Date): { after: Date; upTo: Date } {
  // A late one is of no use any more once the next is due.
  const next = now.getTime() + (reminderHours[reminderHours.indexOf(hours) + 1] ?? 0) * hourMs
  const seenTo = since ? since.getTime() + hours * hourMs : next
  return { after: new Date(Math.max(next, seenTo)), upTo: new Date(now.getTime() + hours * hourMs) }
}

/**
 * Which reminder fell due at an instant, if it is still true: of an appointment that was moved or called off meanwhile,
 * or that has begun, nobody is reminded.
 */
export function reminderOf(
  appointment: { status: Status; startsAt: Date },
  fellDueAt: Date,
  now: Date,
): ReminderHours | undefined {
  const { status, startsAt } = appointment
  if (!(remindedStatuses as readonly Status[]).includes(status)) return
  const hours = reminderHours.find((each) => dueAt(startsAt, each).getTime() === fellDueAt.getTime())
  return hours && startsAt > remindedStarts(hours, now).after ? hours : undefined
}
