import type { QueryClient } from '@tanstack/react-query'
import type { Appointment } from '../../api/records.ts'

/** Any list or page of appointments with one of them replaced, whatever shape the list has. */
export function withAppointment(data: unknown, changed: Appointment): unknown {
  if (Array.isArray(data)) return data.map((one) => withAppointment(one, changed))
  if (typeof data !== 'object' || data === null) return data
  if ('id' in data && data.id === changed.id && 'patient' in data) return { ...data, ...changed }
  if ('pages' in data) return { ...data, pages: withAppointment(data.pages, changed) }
  if ('appointments' in data) return { ...data, appointments: withAppointment(data.appointments, changed) }
  if ('items' in data) return { ...data, items: withAppointment(data.items, changed) }
  return data
}

/** Puts the server's answer wherever the appointment is shown, and has everything that it concerns read again. */
export function keepAppointment(queryClient: QueryClient, changed: Appointment): void {
  queryClient.setQueriesData<unknown>({ queryKey: ['appointments'] }, (data: unknown) => withAppointment(data, changed))
  readAgain(queryClient)
}

export function readAgain(queryClient: QueryClient): void {
  for (const collection of ['appointments', 'board']) void queryClient.invalidateQueries({ queryKey: [collection] })
}
