import { addDays, civilDateAt, type Interval, instantAt } from '@wardline/kit/zone'
import { portalPatients } from './accounts.ts'
import { type Book, createBook, daysAround, type Moment, minute, type Visit } from './book.ts'
import type { DemoDoctor } from './clinic.ts'
import type { Random } from './random.ts'
import type { SyntheaPatient } from './synthea.ts'

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
  portalPatients.forEach((patient, index) => {
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
