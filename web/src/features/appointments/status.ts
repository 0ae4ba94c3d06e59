import { isStartable, nextStatuses, type Status } from '@wardline/appointment/rules'
import type { Role } from '@wardline/kit/permissions'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { HospitalClock } from '../../time/zone.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

const words = t('appointments.statuses', { returnObjects: true })
const verbs: Record<Status, string> = t('appointments.steps.to', { returnObjects: true })

const tones: Record<Status, Tone> = {
  proposed: 'gray',
  waitlist: 'gray',
  pending: 'orange',
  booked: 'blue',
  arrived: 'orange',
  'checked-in': 'green',
  fulfilled: 'gray',
  noshow: 'red',
  cancelled: 'red',
  'entered-in-error': 'gray',
}

/** How a status is called at the desk, and what it means. */
export const describeStatus = ({ status, startedAt }: Pick<Appointment, 'status' | 'startedAt'>) =>
  startedAt && isStartable(status)
    ? { ...words.withDoctor, tone: 'green' as Tone }
    : { ...words[status], tone: tones[status] }

export interface Step {
  label: string
  change: { status: Status } | { startedAt: string | null }
}

/** The step to a status, whoever it is taken for. */
export const stepTo = (status: Status): Step => ({ label: verbs[status], change: { status } })

const clinicians: readonly Role[] = ['doctor', 'nurse', 'admin']

/** What is usually done next: one button in the row. */
export function nextStep({ status, startedAt }: Appointment, role: Role, now: Date): Step | undefined {
  if (role === 'patient') return
  if (isStartable(status) && clinicians.includes(role))
    return startedAt
      ? stepTo('fulfilled')
      : { label: t('appointments.steps.start'), change: { startedAt: now.toISOString() } }
  const usual: Partial<Record<Status, Status>> = {
    pending: 'booked',
    booked: 'checked-in',
    arrived: 'checked-in',
    noshow: 'arrived',
  }
  const next = usual[status]
  return next && (status === 'pending' ? { ...stepTo(next), label: t('appointments.steps.confirm') } : stepTo(next))
}

/** Everything else that the transition table allows; calling off has a dialog of its own. */
export function otherSteps(appointment: Appointment, role: Role, now: Date): Step[] {
  const usual = nextStep(appointment, role, now)
  return (
    nextStatuses(appointment.status, role)
      .filter((status) => status !== 'cancelled')
      // Nobody has failed to come before their time.
      .filter((status) => status !== 'noshow' || !(now.getTime() < Date.parse(appointment.startsAt)))
      .filter((status) => !(usual && 'status' in usual.change && usual.change.status === status))
      .map((status) =>
        appointment.status === 'cancelled' && status === 'booked'
          ? { ...stepTo(status), label: t('appointments.steps.bookAgain') }
          : stepTo(status),
      )
  )
}

/** Whether a step says that the patient is here, of a visit that is not today's. */
export const isOnOtherDay = (
  { startsAt }: Pick<Appointment, 'startsAt'>,
  { change }: Step,
  { dayOf }: Pick<HospitalClock, 'dayOf'>,
  now: Date,
): boolean => 'status' in change && isStartable(change.status) && dayOf(startsAt) !== dayOf(now.getTime())

export const isCancellable = ({ status }: Appointment, role: Role): boolean =>
  nextStatuses(status, role).includes('cancelled')
