import { placeOf, places } from '@wardline/appointment/board/rules'
import type { Foreseen } from '../../appointments/foreseen.ts'
import type { Board, BoardColumn } from '../queries.ts'

export type Visit = BoardColumn['expected'][number]

/** A doctor at this moment: who is in the room, who sits outside, who is still to come. */
export interface DoctorNow {
  doctor: BoardColumn['doctor']
  leave: BoardColumn['leave']
  inProgress: Visit[]
  waiting: Visit[]
  expected: Visit[]
}

const byArrival = (one: Visit, other: Visit) => (one.arrivedAt ?? '').localeCompare(other.arrivedAt ?? '')
const byStart = (one: Visit, other: Visit) => one.startsAt.localeCompare(other.startsAt)

/** The doctors who have somebody to see, with the steps that are being taken just now. */
export function doctorsNow(board: Board, steps: ReadonlyMap<string, Foreseen>): DoctorNow[] {
  return board.doctors.flatMap((column) => {
    const visits = places
      .flatMap((place): Visit[] => column[place])
      .map((visit): Visit => ({ ...visit, ...steps.get(visit.id)?.appointment }))
    const at = (place: (typeof places)[number]) => visits.filter((visit) => placeOf(visit) === place)
    const now = {
      doctor: column.doctor,
      leave: column.leave,
      inProgress: at('inProgress'),
      waiting: at('waiting').toSorted(byArrival),
      expected: at('expected').toSorted(byStart),
    }
    return now.inProgress.length || now.waiting.length || now.expected.length ? [now] : []
  })
}
