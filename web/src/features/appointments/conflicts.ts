import { may, type Role } from '@wardline/kit/permissions'
import { toApiError } from '../../api/problem.ts'

interface Conflict {
  /** What stands in the way, with the doctor's name put in. */
  words: (doctor: string) => string
  /** What to do about it. */
  advice: string
  /** Whether a person with a reason may set it aside. A patient in two places never can be. */
  waivable: boolean
}

const conflicts: Record<string, Conflict> = {
  'doctor-busy': {
    words: (doctor) => `${doctor} already has an appointment at that time.`,
    advice: 'Choose another time.',
    waivable: true,
  },
  held: {
    words: () => 'Somebody else is booking that time just now.',
    advice: 'Choose another time, or wait some minutes: it may be free again.',
    waivable: true,
  },
  'room-busy': {
    words: () => 'The room is taken by another doctor at that time.',
    advice: 'Choose another time.',
    waivable: true,
  },
  'patient-busy': {
    words: () => 'The patient already has an appointment at that time, and can’t be in two places.',
    advice: 'Choose another time, or move the other appointment first.',
    waivable: false,
  },
  'outside-hours': {
    words: (doctor) => `${doctor} doesn’t see patients at that time.`,
    advice: 'Choose one of the free times.',
    waivable: true,
  },
  'on-leave': {
    words: (doctor) => `${doctor} is on leave then.`,
    advice: 'Choose another day or another doctor.',
    waivable: true,
  },
}

export interface ConflictInWords {
  words: string
  advice: string
  waivable: boolean
}

/** A refused booking in the words of the desk, or undefined when it was refused for something else. */
export function conflictInWords(failure: unknown, doctor: string, role: Role): ConflictInWords | undefined {
  const conflict = conflicts[toApiError(failure).kind]
  if (!conflict) return
  const waivable = conflict.waivable && may(role, 'appointment.override') !== undefined
  return {
    words: conflict.words(doctor || 'The doctor'),
    advice: waivable ? `${conflict.advice} Or book it anyway and say why.` : conflict.advice,
    waivable,
  }
}
