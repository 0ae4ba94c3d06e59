import type { DoctorSummary } from '@wardline/doctor/model'
import { ProblemError } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import type { People } from '../people.ts'

/** Who plans, and whose time: anyone's, or their own. */
export interface Planner {
  caller: UserCaller
  relation: Relation
}

/** @throws ProblemError `not-found` */
export async function knownDoctor(people: People, doctorId: string): Promise<DoctorSummary> {
  const doctor = await people.findDoctor(doctorId)
  if (!doctor) throw new ProblemError('not-found', 'There is no such doctor.')
  return doctor
}

/**
 * The doctor whose leave and hours somebody enters: doctors do so for themselves.
 * @throws ProblemError `not-found`, `forbidden`
 */
export async function plannedDoctor(people: People, doctorId: string, planner: Planner): Promise<DoctorSummary> {
  const doctor = await knownDoctor(people, doctorId)
  if (planner.relation === 'own' && doctor.userId !== planner.caller.userId)
    throw new ProblemError('forbidden', 'Doctors enter leave and hours for themselves; the desk does it for others.')
  return doctor
}

/** @throws ProblemError `invalid` when nothing can be planned with this doctor any more */
export function assertActive({ archivedAt }: DoctorSummary): void {
  if (archivedAt) throw ProblemError.invalid('doctorId', 'This doctor no longer takes appointments.')
}
