import type { Cell } from './cells.ts'
import type { Column, Entry } from './columns.ts'

/** What is under way: free places are being chosen, or an appointment is being moved. */
export type Drag =
  | { kind: 'create'; column: Column; anchor: Cell; head: Cell }
  | { kind: 'move'; entry: Entry; column: Column; cell: Cell }

/** Where an appointment that is dropped on a place goes: it stays as long as it is. */
export const targetOf = ({ entry: { appointment }, column, cell }: Extract<Drag, { kind: 'move' }>) => ({
  doctorId: column.doctor.id,
  doctor: column.doctor.name,
  startsAt: new Date(cell.startsAt).toISOString(),
  endsAt: new Date(cell.startsAt + Date.parse(appointment.endsAt) - Date.parse(appointment.startsAt)).toISOString(),
})
