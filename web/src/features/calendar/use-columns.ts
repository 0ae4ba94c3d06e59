import { useMemo } from 'react'
import type { CivilDay } from '../../time/zone.ts'
import { useForeseen, withForeseen } from '../appointments/foreseen.ts'
import type { Timetable } from '../appointments/timetable.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { axisOf, readDay } from './axis.ts'
import { columnsOf, inOrder } from './columns.ts'
import { useBusy } from './use-busy.ts'
import { useMinute } from './use-minute.ts'

interface ColumnsOptions {
  timetable: Timetable | undefined
  dates: readonly CivilDay[]
  /** In the order in which they are chosen from. */
  doctors: readonly { id: string }[]
  /** Names the days and doctors that are shown. */
  key: string
}

/** The timetable as columns beside each other, with the steps that are about to be sent laid over it. */
export function useColumns({ timetable, dates, doctors, key }: ColumnsOptions) {
  const { clock } = useSignedIn()
  const busy = useBusy(key, timetable)
  const steps = useForeseen()
  const minute = useMinute()
  // Free places run out every few minutes, which is often enough to look at all of them anew.
  const now = Math.floor(minute / 300_000) * 300_000
  const dateKey = dates.join()
  const { days, axis } = useMemo(() => {
    const read = dateKey.split(',').map((date) => readDay(clock, date))
    return { days: read, axis: axisOf(read) }
  }, [clock, dateKey])
  const all = useMemo(
    () =>
      timetable &&
      columnsOf({
        timetable: {
          ...timetable,
          doctors: inOrder(timetable.doctors, doctors, busy),
          appointments: withForeseen(timetable.appointments, steps),
        },
        ...{ days, axis, now },
      }),
    [timetable, doctors, busy, days, axis, now, steps],
  )
  return { all, axis, minute }
}
