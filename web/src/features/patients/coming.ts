import { isMovable, isStartable } from '@wardline/appointment/rules'
import type { Appointment } from '../../api/records.ts'

/** Of what comes from today on, the visit of somebody who is here. */
export const visitOf = (coming: Appointment[]): Appointment | undefined =>
  coming.find(({ status }) => isStartable(status))

/** The first that is still ahead and not called off. */
export const nextOf = (coming: Appointment[], now: number): Appointment | undefined =>
  coming.find(({ status, startsAt }) => isMovable(status) && !isStartable(status) && Date.parse(startsAt) > now)
