import { isStartable, meanings, nextStatuses, type Status } from '@wardline/appointment/rules'
import type { Role } from '@wardline/kit/permissions'
import type { Appointment } from '../../api/records.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

/** How a status is called at the desk, and what the button that leads to it says. */
const looks: Record<Status, { label: string; tone: Tone; verb: string }> = {
  proposed: { label: 'Proposed', tone: 'gray', verb: 'Propose' },
  waitlist: { label: 'Waiting list', tone: 'gray', verb: 'Put on the waiting list' },
  pending: { label: 'To confirm', tone: 'orange', verb: 'Ask to confirm' },
  booked: { label: 'Booked', tone: 'blue', verb: 'Book' },
  arrived: { label: 'Arrived', tone: 'orange', verb: 'Mark as arrived' },
  'checked-in': { label: 'Checked in', tone: 'green', verb: 'Check in' },
  fulfilled: { label: 'Done', tone: 'gray', verb: 'Complete' },
  noshow: { label: 'No show', tone: 'red', verb: 'Mark as no show' },
  cancelled: { label: 'Cancelled', tone: 'red', verb: 'Cancel' },
  'entered-in-error': { label: 'Entered in error', tone: 'gray', verb: 'Mark as entered in error' },
}

export const describeStatus = ({ status, startedAt }: Pick<Appointment, 'status' | 'startedAt'>) =>
  startedAt && isStartable(status)
    ? { label: 'With the doctor', tone: 'green' as Tone, meaning: 'The visit has begun' }
    : { label: looks[status].label, tone: looks[status].tone, meaning: meanings[status] }

export interface Step {
  label: string
  change: { status: Status } | { startedAt: string }
}

const clinicians: readonly Role[] = ['doctor', 'nurse', 'admin']

/** What is usually done next: one button in the row. */
export function nextStep({ status, startedAt }: Appointment, role: Role, now: Date): Step | undefined {
  if (role === 'patient') return
  if (isStartable(status) && clinicians.includes(role))
    return startedAt
      ? { label: 'Complete', change: { status: 'fulfilled' } }
      : { label: 'Start', change: { startedAt: now.toISOString() } }
  const usual: Partial<Record<Status, Status>> = {
    pending: 'booked',
    booked: 'checked-in',
    arrived: 'checked-in',
    noshow: 'arrived',
  }
  const next = usual[status]
  return next && { label: status === 'pending' ? 'Confirm' : looks[next].verb, change: { status: next } }
}

/** Everything else that the transition table allows; calling off has a dialog of its own. */
export function otherSteps(appointment: Appointment, role: Role, now: Date): Step[] {
  const usual = nextStep(appointment, role, now)
  return nextStatuses(appointment.status, role)
    .filter((status) => status !== 'cancelled')
    .filter((status) => !(usual && 'status' in usual.change && usual.change.status === status))
    .map((status) => ({
      label: appointment.status === 'cancelled' && status === 'booked' ? 'Book again' : looks[status].verb,
      change: { status },
    }))
}

export const isCancellable = ({ status }: Appointment, role: Role): boolean =>
  nextStatuses(status, role).includes('cancelled')
