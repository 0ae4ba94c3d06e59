import { places } from '@wardline/appointment/board/rules'
import type { Board } from '../../api/records.ts'

type Place = (typeof places)[number]

/** How many are where, of one doctor, one specialty or the whole hospital. */
export type Load = Record<Place, number> & {
  /** Null: it cannot be said just now. */
  name: string | null
  id: string
  doctors: number
  /** Minutes; 0 when nobody waits. */
  longestWait: number
}

type Column = Board['doctors'][number]

const ofDoctor = (column: Column): Load => ({
  id: column.doctor.id,
  name: column.doctor.name,
  doctors: 1,
  expected: column.expected.length,
  waiting: column.waiting.length,
  inProgress: column.inProgress.length,
  done: column.done.length,
  missed: column.missed.length,
  longestWait: Math.max(0, ...column.waiting.map(({ waitingMinutes }) => waitingMinutes)),
})

export const totalOf = (load: Load): number => places.reduce((total, place) => total + load[place], 0)

/** Several loads as one. */
export function together(id: string, name: string | null, loads: Load[]): Load {
  const sum = (what: Place | 'doctors') => loads.reduce((total, load) => total + load[what], 0)
  return {
    ...{ id, name, doctors: sum('doctors'), longestWait: Math.max(0, ...loads.map(({ longestWait }) => longestWait)) },
    ...{ expected: sum('expected'), waiting: sum('waiting'), inProgress: sum('inProgress') },
    ...{ done: sum('done'), missed: sum('missed') },
  }
}

/** Doctors who have anybody today, the fullest day first. */
export const byDoctor = ({ doctors }: Board): Load[] =>
  doctors
    .map(ofDoctor)
    .filter((load) => totalOf(load) > 0)
    .toSorted((one, other) => totalOf(other) - totalOf(one))

/** The same by specialty. */
export function bySpecialty(board: Board): Load[] {
  const specialtyOf = new Map(board.doctors.map(({ doctor }) => [doctor.id, doctor.specialty]))
  const groups = Map.groupBy(byDoctor(board), ({ id }) => specialtyOf.get(id) ?? null)
  return [...groups]
    .map(([specialty, loads]) => together(specialty ?? '', specialty, loads))
    .toSorted((one, other) => totalOf(other) - totalOf(one))
}
