import { may, type Role } from '@wardline/kit/permissions'
import { toApiError } from '../../api/problem.ts'
import { t } from '../../language/inside.ts'

/** Whether a person with a reason may set it aside. A patient in two places never can be, and the past is gone. */
const waivables = {
  'doctor-busy': true,
  held: true,
  'room-busy': true,
  'patient-busy': false,
  'outside-hours': true,
  'on-leave': true,
  past: false,
} as const
type ConflictKind = keyof typeof waivables

export interface ConflictInWords {
  words: string
  advice: string
  waivable: boolean
}

/** What stands in the way of a time, in the words of the desk. */
export function describeConflict(kind: ConflictKind, doctor: string, role: Role): ConflictInWords {
  const waivable = waivables[kind] && may(role, 'appointment.override') !== undefined
  return {
    words: t(`appointments.conflicts.${kind}.words`, { doctor: doctor || t('appointments.theDoctor') }),
    advice: t(`appointments.conflicts.${kind}.${waivable ? 'waivable' : 'advice'}`),
    waivable,
  }
}

const isConflict = (kind: string): kind is ConflictKind => Object.hasOwn(waivables, kind)

/** A refused booking in the same words, or undefined when it was refused for something else. */
export function conflictInWords(failure: unknown, doctor: string, role: Role): ConflictInWords | undefined {
  const { kind } = toApiError(failure)
  return isConflict(kind) ? describeConflict(kind, doctor, role) : undefined
}
