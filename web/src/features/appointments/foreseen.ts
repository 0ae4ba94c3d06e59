import { useMemo, useSyncExternalStore } from 'react'
import type { Appointment } from '../../api/records.ts'

/** A step that is shown as taken before the server has it. */
export interface Foreseen {
  appointment: Appointment
  /** Takes it back; absent once it is on its way. */
  undo?: (() => void) | undefined
}

type ForeseenById = ReadonlyMap<string, Foreseen>

let foreseen: ForeseenById = new Map()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const settle = (next: ForeseenById) => {
  foreseen = next
  for (const listener of listeners) listener()
}

/** Laid over what the server says, whatever is read anew meanwhile: nothing has to be rolled back in any cache. */
export const foresee = (steps: Foreseen[]) =>
  settle(new Map([...foreseen, ...steps.map((step) => [step.appointment.id, step] as const)]))

/** Shows again what the server says. */
export const forget = (ids: string[]) => settle(new Map([...foreseen].filter(([id]) => !ids.includes(id))))

export const isForeseen = (id: string): boolean => foreseen.has(id)

export const useForeseen = (): ForeseenById => useSyncExternalStore(subscribe, () => foreseen)

/** An appointment as it stands with the step that is being taken, and the way back from it. */
export function useForeseenOne(appointment: Appointment): { now: Appointment; step: Foreseen | undefined } {
  const step = useSyncExternalStore(subscribe, () => foreseen.get(appointment.id))
  return { now: step?.appointment ?? appointment, step }
}

export const withForeseen = (appointments: Appointment[], steps: ForeseenById): Appointment[] =>
  steps.size ? appointments.map((one) => steps.get(one.id)?.appointment ?? one) : appointments

/** A list with the steps that are being taken. */
export function useWithForeseen(appointments: Appointment[] | undefined): Appointment[] | undefined {
  const steps = useForeseen()
  return useMemo(() => appointments && withForeseen(appointments, steps), [appointments, steps])
}
