import { freeSlots } from '@wardline/doctor/rules'
import { addDays, civilDateAt, type Interval, instantAt } from '@wardline/kit/zone'
import { portalPatients } from './accounts.ts'
import type { DemoDoctor } from './clinic.ts'
import type { Random } from './random.ts'
import { isSeenIn, occasionsOf } from './reasons.ts'
import type { SyntheaPatient } from './synthea.ts'

/** What the demo hospital is made around: the moment of its first start. */
export interface Moment {
  now: Date
  timeZone: string
}

/** A visit of the demo, planned before anything is written. */
export interface Visit extends Interval {
  doctor: DemoDoctor
  /** Synthea's id. */
  patient: string
  reason: string
  type: string
  /** What becomes of it when its time has come. */
  fate: 'kept' | 'noshow' | 'cancelled'
  overrideReason?: string
  /** When it was booked for at first. */
  movedFrom?: Interval
  /** Booked on the spot, an hour ahead. */
  isUrgent?: boolean
}

export const daysAround = 7
export const minute = 60_000

/** All slots of a doctor's day; reading them once is most of what planning costs. */
function slotReader(timeZone: string) {
  const known = new Map<string, Interval[]>()
  return (doctor: DemoDoctor, date: string): Interval[] => {
    const key = `${doctor.npi} ${date}`
    const within = { startsAt: instantAt(date, '00:00', timeZone), endsAt: instantAt(date, '24:00', timeZone) }
    const slots = known.get(key) ?? freeSlots({ ...doctor, within, busy: [], timeZone })
    known.set(key, slots)
    return slots
  }
}

/** Everything that is taken while visits are planned. */
export function createBook(
  doctors: DemoDoctor[],
  patients: SyntheaPatient[],
  { now, timeZone }: Moment,
  random: Random,
) {
  const today = civilDateAt(now, timeZone)
  const visits: Visit[] = []
  const takenSlots = new Set<string>()
  const patientDays = new Set<string>()
  /** Visits of each patient and each doctor. */
  const counts = new Map<string, number>()
  const slotKey = (doctor: DemoDoctor, slot: Interval) => `${doctor.npi} ${slot.startsAt.getTime()}`

  const slotsOfDay = slotReader(timeZone)
  /** The doctor's slots of a day that nothing was planned for. */
  const slotsOf = (doctor: DemoDoctor, date: string): Interval[] =>
    slotsOfDay(doctor, date).filter((slot) => !takenSlots.has(slotKey(doctor, slot)))

  /** Somebody whom this doctor sees and who has nothing else that day; those with the fewest visits first. */
  function patientFor(doctor: DemoDoctor, date: string): string | undefined {
    const suited = patients.filter(
      ({ id, record }) =>
        !portalPatients.includes(id) && !patientDays.has(`${id} ${date}`) && isSeenIn(doctor.specialty, record, date),
    )
    const fewest = Math.min(...suited.map(({ id }) => counts.get(id) ?? 0))
    return random.pick(suited.filter(({ id }) => (counts.get(id) ?? 0) === fewest))?.id
  }

  function add(doctor: DemoDoctor, slot: Interval, more: Partial<Visit> = {}): Visit | undefined {
    const date = civilDateAt(slot.startsAt, timeZone)
    const patient = more.patient ?? patientFor(doctor, date)
    if (!patient) return
    const occasions = occasionsOf(doctor.specialty)
    const [reason, type] = occasions[(counts.get(doctor.npi) ?? 0) % occasions.length] ?? ['', '']
    const isUrgent = type === 'Urgent' && slot.startsAt.getTime() - 60 * minute <= now.getTime()
    const planned = { doctor, patient, reason, type, fate: 'kept' as const, ...slot }
    const visit: Visit = { ...planned, ...(isUrgent && { isUrgent }), ...more }
    visits.push(visit)
    takenSlots.add(slotKey(doctor, slot))
    if (visit.movedFrom) takenSlots.add(slotKey(doctor, visit.movedFrom))
    patientDays.add(`${patient} ${date}`)
    for (const id of [patient, doctor.npi]) counts.set(id, (counts.get(id) ?? 0) + 1)
    return visit
  }

  /** The nearest day, from `first` on in steps of `step`, on which the doctor has slots. */
  function workingDay(doctor: DemoDoctor, first: number, step: 1 | -1): string {
    for (let days = first; Math.abs(days) <= daysAround; days += step)
      if (slotsOf(doctor, addDays(today, days)).length) return addDays(today, days)
    throw new Error(`${doctor.specialty} has no working day within a week`)
  }

  return { doctors, visits, today, now, timeZone, random, slotsOf, add, workingDay }
}
export type Book = ReturnType<typeof createBook>
