import { freeSlots } from '@wardline/doctor/rules'
import { addDays, civilDateAt, type Interval, instantAt } from '@wardline/kit/zone'
import { demoAccounts } from './accounts.ts'
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

const daysAround = 7
const minute = 60_000

/** Everything that is taken while visits are planned. */
export function createBook(
  doctors: DemoDoctor[],
  patients: SyntheaPatient[],
  { now, timeZone }: Moment,
  random: Random,
) {
  const today = civilDateAt(now, timeZone)
  const portal = new Set(demoAccounts.flatMap(({ role, person }) => (role === 'patient' && person ? [person] : [])))
  const visits: Visit[] = []
  const takenSlots = new Set<string>()
  const patientDays = new Set<string>()
  const counts = new Map<string, number>()
  const slotKey = (doctor: DemoDoctor, slot: Interval) => `${doctor.npi} ${slot.startsAt.getTime()}`

  const slotsOfDay = new Map<string, Interval[]>()
  const allSlotsOf = (doctor: DemoDoctor, date: string): Interval[] => {
    const within = { startsAt: instantAt(date, '00:00', timeZone), endsAt: instantAt(date, '24:00', timeZone) }
    return freeSlots({ ...doctor, within, busy: [], timeZone })
  }
  /** The doctor's slots of a day that nothing was planned for. */
  function slotsOf(doctor: DemoDoctor, date: string): Interval[] {
    const key = `${doctor.npi} ${date}`
    const slots = slotsOfDay.get(key) ?? allSlotsOf(doctor, date)
    slotsOfDay.set(key, slots)
    return slots.filter((slot) => !takenSlots.has(slotKey(doctor, slot)))
  }

  /** Somebody whom this doctor sees and who has nothing else that day; those with the fewest visits first. */
  function patientFor(doctor: DemoDoctor, date: string): string | undefined {
    const suited = patients.filter(
      ({ id, record }) =>
        !portal.has(id) && !patientDays.has(`${id} ${date}`) && isSeenIn(doctor.specialty, record, date),
    )
    const fewest = Math.min(...suited.map(({ id }) => counts.get(id) ?? 0))
    return random.pick(suited.filter(({ id }) => (counts.get(id) ?? 0) === fewest))?.id
  }

  function add(doctor: DemoDoctor, slot: Interval, more: Partial<Visit> = {}): Visit | undefined {
    const date = civilDateAt(slot.startsAt, timeZone)
    const patient = more.patient ?? patientFor(doctor, date)
    const [reason, type] = random.pick(occasionsOf(doctor.specialty)) ?? ['', '']
    if (!patient) return
    const isUrgent = type === 'Urgent' && slot.startsAt.getTime() - 60 * minute <= now.getTime()
    const visit: Visit = {
      doctor,
      patient,
      reason,
      type,
      fate: 'kept',
      ...slot,
      ...(isUrgent && { isUrgent }),
      ...more,
    }
    visits.push(visit)
    takenSlots.add(slotKey(doctor, slot))
    if (visit.movedFrom) takenSlots.add(slotKey(doctor, visit.movedFrom))
    patientDays.add(`${patient} ${date}`)
    counts.set(patient, (counts.get(patient) ?? 0) + 1)
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

/** So many of them, spread evenly. */
const spread = <T>(items: T[], count: number): T[] =>
  items.filter(
    (_, index) => Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  )

/** One in twelve does not come, two are called off; whoever is here or about to be, comes. */
function fateOf(index: number, startsAt: Date, now: Date): Visit['fate'] {
  if (Math.abs(startsAt.getTime() - now.getTime()) < 100 * minute) return 'kept'
  const turn = index % 12
  return turn === 4 ? 'noshow' : turn === 7 || turn === 10 ? 'cancelled' : 'kept'
}

/** The slots around now, so that somebody is being seen and somebody waits, and others over the day. */
function planToday(book: Book): void {
  const { doctors, today, now, slotsOf, add } = book
  doctors.forEach((doctor, place) => {
    const slots = slotsOf(doctor, today)
    const current = slots.findIndex(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
    // One doctor in three has somebody just now; the others are between visits.
    const reach = place === 0 ? 2 : place % 3 === 0 ? 1 : 0
    const near = current < 0 || !reach ? [] : slots.slice(Math.max(0, current - reach), current + reach + 1)
    const wanted = place === 0 ? 12 : doctor.specialty === 'Emergency medicine' ? 5 : 3
    const others = slots.filter((slot) => !near.includes(slot))
    const chosen = [...near, ...spread(others, Math.max(0, wanted - near.length))]
    for (const slot of chosen) add(doctor, slot, { fate: fateOf(book.visits.length, slot.startsAt, now) })
  })
}

function planDay(book: Book, days: number): void {
  const { doctors, today, now, random, slotsOf, add } = book
  doctors.forEach((doctor, place) => {
    const slots = slotsOf(doctor, addDays(today, days))
    const wanted = (place === 0 ? 4 : 2) - (days > 4 ? 1 : 0)
    const chosen = new Set(
      Array.from({ length: wanted }, () => random.pick(slots)).filter((slot) => slot !== undefined),
    )
    for (const slot of chosen) add(doctor, slot, { fate: fateOf(book.visits.length, slot.startsAt, now) })
  })
}

/** People with a portal account have been here, and will come again; one visit ahead was moved. */
function planPortal({ doctors, slotsOf, add, workingDay }: Book): void {
  const portal = demoAccounts.flatMap(({ role, person }) => (role === 'patient' && person ? [person] : []))
  portal.forEach((patient, index) => {
    // Cardiology, Orthopaedics, Oncology: they work on each weekday, and see adults.
    const doctor = doctors[index * 3] as DemoDoctor
    const [before, ahead] = [slotsOf(doctor, workingDay(doctor, -2, -1)), slotsOf(doctor, workingDay(doctor, 2, 1))]
    const slot = (slots: Interval[]) => slots[Math.floor(slots.length / 3)] as Interval
    add(doctor, slot(before), { patient })
    add(doctor, slot(ahead), { patient, ...(index > 0 && ahead[0] && { movedFrom: ahead[0] }) })
  })
}

/** What the rules refuse unless somebody answers for it: two at once, before the hours, after them. */
function planOverrides({ doctors, visits, now, timeZone, today, add, workingDay }: Book): void {
  const [cardiology, paediatrics] = doctors as [DemoDoctor, DemoDoctor]
  const oncology = doctors.find(({ specialty }) => specialty === 'Oncology') as DemoDoctor
  const mine = visits.filter(
    ({ doctor, fate, startsAt }) =>
      doctor === cardiology && fate === 'kept' && civilDateAt(startsAt, timeZone) === today,
  )
  const doubled = mine.find(({ startsAt }) => startsAt > now) ?? mine[0]
  if (doubled)
    add(
      cardiology,
      { startsAt: doubled.startsAt, endsAt: new Date(doubled.startsAt.getTime() + 15 * minute) },
      {
        overrideReason: 'Chest pain since this morning: agreed with Dr Saldaña to see the patient in between',
        reason: 'Chest pain',
        type: 'Urgent',
        isUrgent: true,
      },
    )
  const day = workingDay(paediatrics, -1, -1)
  const opens = instantAt(day, '09:00', timeZone).getTime()
  add(
    paediatrics,
    { startsAt: new Date(opens - 40 * minute), endsAt: new Date(opens - 20 * minute) },
    {
      overrideReason: 'Infant with fever: seen before the clinic opened',
      reason: 'Fever since last night',
    },
  )
  const closes = instantAt(workingDay(oncology, 1, 1), '18:00', timeZone).getTime()
  add(
    oncology,
    { startsAt: new Date(closes + 20 * minute), endsAt: new Date(closes + 60 * minute) },
    {
      overrideReason: 'The infusion ends after the clinic closes',
      reason: 'Infusion, last cycle',
      type: 'Procedure',
    },
  )
}

/** Two more that were moved to where they are now: one that was, one that is ahead. */
function planMoves({ doctors, now, slotsOf, add, workingDay }: Book): void {
  const [cardiology] = doctors as [DemoDoctor]
  for (const [first, step] of [
    [-1, -1],
    [1, 1],
  ] as const) {
    const slots = slotsOf(cardiology, workingDay(cardiology, first, step))
    const [from, to] = [slots[0], slots.at(-1)]
    if (from && to && from !== to && (step < 0 || from.startsAt > now)) add(cardiology, to, { movedFrom: from })
  }
}

/** Two weeks of visits around a moment, with nobody in two places; pure: the same moment gives the same hospital. */
export function planVisits(doctors: DemoDoctor[], patients: SyntheaPatient[], moment: Moment, random: Random): Visit[] {
  const busy = doctors.filter(({ isBusy }) => isBusy)
  const book = createBook(busy, patients, moment, random)
  planPortal(book)
  planMoves(book)
  planToday(book)
  for (let days = 1; days <= daysAround; days++) {
    planDay(book, -days)
    planDay(book, days)
  }
  planOverrides(book)
  return book.visits
}
