import { type Interval, overlaps } from '@wardline/kit/zone'

export { isCovered } from '@wardline/doctor/rules'

/** Why an active appointment cannot stand, each as a sentence for the person at the desk. */
export const conflictWords = {
  'outside-hours': 'The doctor does not work at that time.',
  'on-leave': 'The doctor is on leave at that time.',
  'doctor-busy': 'The doctor already has an appointment that overlaps this time.',
  held: 'Somebody else is booking this time just now; it may be free again in some minutes.',
  'room-busy': 'The room is taken by another doctor at that time.',
  'patient-busy': 'The patient already has an appointment that overlaps this time.',
} as const
export type Conflict = keyof typeof conflictWords

export interface Wanted extends Interval {
  id: string
  doctorId: string
  patientId: string
  room: string | null
  overrideReason: string | null
}

/** What there is around the time that is wanted. */
export interface Surroundings {
  /** Active appointments of the same doctor, patient or room. */
  others: readonly Wanted[]
  /** When the doctor is away. */
  leaves: readonly Interval[]
  /** Slots of the doctor that are kept for somebody else. */
  held: readonly Interval[]
  isWithinHours: boolean
  /** Kept free between two visits of the doctor. */
  bufferMinutes: number
}

/** An interval and what is kept free around it. */
export const widened = ({ startsAt, endsAt }: Interval, minutes: number): Interval => ({
  startsAt: new Date(startsAt.getTime() - minutes * 60_000),
  endsAt: new Date(endsAt.getTime() + minutes * 60_000),
})

/**
 * Why an active appointment cannot stand, if so. An override waives everything but the patient's own double booking;
 * a booking without one yields to every active overlap, overrides included.
 */
export function findConflict(wanted: Wanted, around: Surroundings): Conflict | undefined {
  const others = around.others.filter((other) => other.id !== wanted.id)
  const near = others.filter((other) => overlaps(other, wanted))
  if (!wanted.overrideReason) {
    if (!around.isWithinHours) return 'outside-hours'
    if (around.leaves.some((leave) => overlaps(leave, wanted))) return 'on-leave'
    const kept = widened(wanted, around.bufferMinutes)
    if (others.some((other) => other.doctorId === wanted.doctorId && overlaps(other, kept))) return 'doctor-busy'
    if (around.held.some((hold) => overlaps(hold, wanted))) return 'held'
    const isElsewhere = (other: Wanted) => other.room === wanted.room && other.doctorId !== wanted.doctorId
    if (wanted.room !== null && near.some(isElsewhere)) return 'room-busy'
  }
  return near.some((other) => other.patientId === wanted.patientId) ? 'patient-busy' : undefined
}
