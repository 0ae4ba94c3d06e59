import type { AppointmentChange, NewAppointment } from '@wardline/appointment/model'
import { addDays, civilDateAt, instantAt } from '@wardline/kit/zone'
import { type DemoAccount, demoAccounts } from './accounts.ts'
import type { Moment, Visit } from './book.ts'
import type { Random } from './random.ts'
import { cancelReasons } from './reasons.ts'

/** One request of somebody, at its time. */
export interface Step {
  at: Date
  /** Who acts: the e-mail of an account. */
  by: string
  request:
    | { do: 'book'; body: Omit<NewAppointment, 'patientId' | 'doctorId'> }
    | { do: 'change'; body: AppointmentChange }
}

const minute = 60_000
const after = (time: Date, minutes: number) => new Date(time.getTime() + minutes * minute)
const earlier = (one: Date, other: Date) => (one < other ? one : other)

const emailsOf = (role: DemoAccount['role']) =>
  demoAccounts.filter((each) => each.role === role).map(({ email }) => email)
const [receptionists, nurses] = [emailsOf('receptionist'), emailsOf('nurse')]
const emailOf = (person: string) => demoAccounts.find((account) => account.person === person)?.email
const turn = (emails: string[], index: number) => emails[index % emails.length] as string

/** Who does what for visit number `index`. */
function actors(visit: Visit, index: number) {
  const desk = turn(receptionists, index)
  const nurse = turn(nurses, index)
  const doctor = emailOf(visit.doctor.npi) ?? desk
  const patient = emailOf(visit.patient)
  const booking = visit.overrideReason || index % 10 === 3 ? doctor : index % 6 === 0 ? nurse : desk
  return { desk, nurse, doctor, patient, booking }
}

/** Some days before, in the desk's hours; an urgent one an hour before, some of those ahead just now. Never later than now. */
function bookedAt(visit: Visit, index: number, { now, timeZone }: Moment, random: Random): Date {
  if (visit.isUrgent) return earlier(after(visit.startsAt, -60), after(now, -5))
  if (index % 4 === 0 && visit.startsAt > after(now, 24 * 60)) return after(now, -random.between(15, 480))
  const date = civilDateAt(earlier(visit.startsAt, now), timeZone)
  const time = `${String(random.between(8, 17)).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`
  return instantAt(addDays(date, -random.between(1, 11)), time, timeZone)
}

/** An instant between the booking and the visit, that has passed. */
function between(booked: Date, visit: Visit, now: Date, share: number): Date {
  const end = earlier(after(visit.startsAt, -90), now)
  return new Date(booked.getTime() + Math.max(minute, (end.getTime() - booked.getTime()) * share))
}

/** From the door to the end of the visit. Doctors with a first place in the list keep their time; others run late. */
function attendance(visit: Visit, index: number, isPunctual: boolean, random: Random): Step[] {
  const { desk, nurse, doctor } = actors(visit, index)
  const length = (visit.endsAt.getTime() - visit.startsAt.getTime()) / minute
  const change = (at: Date, by: string, body: AppointmentChange): Step => ({ at, by, request: { do: 'change', body } })
  const arrived = after(visit.startsAt, -random.between(14, 28))
  const checkedIn = after(arrived, random.between(3, 9))
  const delay = isPunctual ? 0 : index % 2 ? random.between(2, 4) : length - 1
  const started = after(visit.startsAt, delay)
  const ended = isPunctual ? visit.endsAt : after(started, Math.max(6, length - random.between(3, 8)))
  return [
    ...(index % 5 ? [change(arrived, desk, { status: 'arrived' })] : []),
    ...(index % 5 && index % 7 === 0 ? [] : [change(checkedIn, nurse, { status: 'checked-in' })]),
    change(started, doctor, { startedAt: started.toISOString() }),
    change(ended, doctor, { status: 'fulfilled' }),
  ]
}

/** Everything that was done for a visit until now, in order: the statuses of today follow from the clock alone. */
export function courseOf(visit: Visit, index: number, isPunctual: boolean, moment: Moment, random: Random): Step[] {
  const { reason, type, overrideReason, movedFrom, startsAt, endsAt, fate } = visit
  const { desk, patient, booking } = actors(visit, index)
  const booked = bookedAt(visit, index, moment, random)
  const first = movedFrom ?? { startsAt, endsAt }
  const isOwn = patient !== undefined && startsAt > moment.now
  const steps: Step[] = [
    {
      at: booked,
      by: isOwn ? patient : booking,
      request: {
        do: 'book',
        body: {
          startsAt: first.startsAt.toISOString(),
          endsAt: first.endsAt.toISOString(),
          reason,
          type,
          ...(overrideReason && { overrideReason }),
        },
      },
    },
  ]
  if (movedFrom) {
    const body = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
    steps.push({ at: between(booked, visit, moment.now, 0.5), by: patient ?? desk, request: { do: 'change', body } })
  }
  if (fate === 'kept') steps.push(...attendance(visit, index, isPunctual, random))
  if (fate === 'noshow')
    steps.push({ at: after(startsAt, 20), by: desk, request: { do: 'change', body: { status: 'noshow' } } })
  if (fate === 'cancelled') {
    const reasonCode = cancelReasons[index % cancelReasons.length] as string
    const body = { status: 'cancelled' as const, reasonCode }
    steps.push({ at: between(booked, visit, moment.now, 0.8), by: desk, request: { do: 'change', body } })
  }
  return steps.filter(({ at }) => at <= moment.now)
}
