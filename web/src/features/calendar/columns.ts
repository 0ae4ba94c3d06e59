import { isActive } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'
import type { DoctorTime, Timetable } from '../appointments/timetable.ts'
import { type Axis, axisOf, type Day, extentOf, missingOf, overlaps, positionOf, type Span, wholeOf } from './axis.ts'
import { type Cell, cellsOf } from './cells.ts'
import { type Lane, lanesOf } from './lanes.ts'

/** An appointment where it stands. */
export interface Entry extends Lane {
  key: string
  appointment: Appointment
  top: number
  bottom: number
}

/** What is behind the appointments: why a doctor is not to be had, or is besides. */
export interface Band {
  kind: 'outside' | 'extra' | 'leave' | 'held' | 'own' | 'missing'
  top: number
  bottom: number
}

/** One doctor on one day. */
export interface Column {
  key: string
  doctor: DoctorTime
  day: Day
  /** The name of the public holiday that it is. */
  holiday: string | undefined
  cells: Cell[]
  entries: Entry[]
  bands: Band[]
}

interface Written {
  startsAt: string
  endsAt: string
}

const spanOf = ({ startsAt, endsAt }: Written): Span => ({ startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) })

/** Where nobody works, between those times at which somebody does. */
function gapsOf(axis: Axis, working: { top: number; bottom: number }[]): { top: number; bottom: number }[] {
  const gaps: { top: number; bottom: number }[] = []
  let from = 0
  for (const { top, bottom } of working.toSorted((a, b) => a.top - b.top)) {
    if (top > from) gaps.push({ top: from, bottom: top })
    from = Math.max(from, bottom)
  }
  if (from < axis.minutes) gaps.push({ top: from, bottom: axis.minutes })
  return gaps
}

function columnOf(doctor: DoctorTime, day: Day, { timetable, axis, now }: Omit<Drawn, 'days'>): Column {
  const whole = wholeOf(day)
  const here = (spans: Written[]) => spans.map(spanOf).filter((span) => overlaps(span, whole))
  const bandsOf = (kind: Band['kind'], spans: Span[]) => spans.map((span) => ({ kind, ...extentOf(axis, day, span) }))
  const key = `${doctor.id} ${day.date}`
  const own = timetable.appointments.filter((each) => each.doctor.id === doctor.id && overlaps(spanOf(each), whole))
  const working = here(doctor.working)
  const foreign = doctor.held.filter((hold) => !hold.own)
  const hours = {
    slotMinutes: doctor.slotMinutes,
    bufferMinutes: doctor.bufferMinutes,
    working,
    leave: here(doctor.leave),
    held: here(foreign),
    taken: own.filter(({ status }) => isActive(status)).map(spanOf),
  }
  return {
    key,
    doctor,
    day,
    holiday: timetable.holidays.find(({ date }) => date === day.date)?.name,
    cells: cellsOf(axis, day, hours, now),
    entries: lanesOf(
      own.map((appointment) => ({
        key: `${key} ${appointment.id}`,
        appointment,
        ...extentOf(axis, day, spanOf(appointment)),
      })),
    ),
    bands: [
      ...gapsOf(
        axis,
        working.map((span) => extentOf(axis, day, span)),
      ).map((gap) => ({ kind: 'outside' as const, ...gap })),
      ...bandsOf('extra', here(doctor.extraHours)),
      ...bandsOf('leave', hours.leave),
      ...bandsOf('held', hours.held),
      ...bandsOf('own', here(doctor.held.filter((hold) => hold.own))),
      ...missingOf(axis, day).map((part) => ({ kind: 'missing' as const, ...part })),
    ],
  }
}

interface Drawn {
  timetable: Timetable
  days: Day[]
  axis: Axis
  now: number
}

/** The busy first, each group in the order in which doctors are chosen from; whoever has left comes last of theirs. */
export function inOrder<Item extends { id: string }>(
  items: readonly Item[],
  order: readonly { id: string }[],
  busy: ReadonlySet<string>,
): Item[] {
  const places = new Map(order.map(({ id }, place) => [id, place]))
  const placeOf = ({ id }: Item) => (places.get(id) ?? order.length) + (busy.has(id) ? 0 : order.length + 1)
  return items.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Doctors beside each other on a day, or a doctor's days beside each other. */
export const columnsOf = ({ days, ...drawn }: Drawn): Column[] =>
  days.flatMap((day) => drawn.timetable.doctors.map((doctor) => columnOf(doctor, day, drawn)))

/** Whoever works on the day, or is booked: a column for anybody else would only take width. */
export const isPresent = ({ doctor, entries }: Column): boolean => entries.length > 0 || doctor.working.length > 0

/** So high that the shortest slot is a target of 24 pixels, within reason. */
export function pixelsPerMinute(doctors: readonly { slotMinutes: number }[]): number {
  const shortest = Math.min(30, ...doctors.map(({ slotMinutes }) => slotMinutes))
  return Math.min(2.4, Math.max(1.25, 24 / shortest))
}

const isWithin = ({ startsAt, endsAt }: Span, instant: number) => startsAt <= instant && instant < endsAt

/** What is shown first, in minutes: just above where the work begins, or an hour before the present where that is shown and later. */
export function firstPlace(columns: readonly Column[], now: number): number {
  const begins = columns.flatMap(({ bands, entries, doctor }) => [
    ...(doctor.working.length ? bands.filter(({ kind, top }) => kind === 'outside' && top === 0) : []).map(
      ({ bottom }) => bottom,
    ),
    ...entries.map(({ top }) => top),
  ])
  const today = columns.find(({ day }) => isWithin(wholeOf(day), now))?.day
  const present = today ? positionOf(axisOf([today]), today, now) - 60 : 0
  return Math.max(0, (begins.length ? Math.min(...begins) : 8 * 60) - 15, present)
}
