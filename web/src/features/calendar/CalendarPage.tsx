import { Skeleton } from '@chakra-ui/react'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { isMovable } from '@wardline/appointment/rules'
import { CalendarOff } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { t } from '../../language/inside.ts'
import { addDays, dayInShort, dayInWords } from '../../time/zone.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { timetableQuery } from '../appointments/timetable.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { AbsentNote } from './AbsentNote.tsx'
import { CalendarDialogs, type Opened } from './CalendarDialogs.tsx'
import { CalendarGrid, type CalendarHandle } from './CalendarGrid.tsx'
import { CalendarToolbar } from './CalendarToolbar.tsx'
import { type Entry, firstPlace, isPresent, pixelsPerMinute } from './columns.ts'
import { Legend } from './Legend.tsx'
import { allDoctorsQuery } from './queries.ts'
import { type CalendarSearch, shownOf } from './search.ts'
import { useColumns } from './use-columns.ts'

const route = getRouteApi('/_app/calendar')

const canMove = ({ appointment }: Pick<Entry, 'appointment'>) => isMovable(appointment.status)

/** A day by doctors, or a week of one of them. */
export function CalendarPage() {
  const { user, clock } = useSignedIn()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { data: doctors } = useSuspenseQuery(allDoctorsQuery)
  const { view, day, dates, doctorId, chosen, filter } = shownOf(search, { user, clock, doctors })
  const timetable = useQuery(timetableQuery(filter))
  const key = JSON.stringify(filter)
  const { all, axis, minute } = useColumns({ timetable: timetable.data, dates, doctors, key })
  const [opened, setOpened] = useState<Opened>()
  const grid = useRef<CalendarHandle>(null)
  const isWeek = view === 'week'
  const isEverybody = isWeek || Boolean(search.everyone) || chosen.length > 0
  const present = useMemo(() => all?.filter(isPresent), [all])
  const columns = isEverybody ? all : present
  const absent = (all?.length ?? 0) - (present?.length ?? 0)

  const show = (change: CalendarSearch) =>
    navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)) as CalendarSearch,
      replace: true,
    })
  const dayTowards = (to: 'before' | 'after') => addDays(day, (to === 'before' ? -1 : 1) * (isWeek ? 7 : 1))
  const turn = (to: 'before' | 'after' | 'today') =>
    show({ day: to === 'today' ? clock.dayOf(Date.now()) : dayTowards(to) })
  const expect = (to: 'before' | 'after') => {
    const ahead = shownOf({ ...search, day: dayTowards(to) }, { user, clock, doctors })
    void queryClient.prefetchQuery(timetableQuery(ahead.filter))
  }
  const close = () => {
    setOpened(undefined)
    // What a dialog was opened from may be gone when it closes.
    requestAnimationFrame(() => document.activeElement === document.body && grid.current?.focus())
  }
  const live =
    opened && 'appointment' in opened
      ? (timetable.data?.appointments.find(({ id }) => id === opened.appointment.id) ?? opened.appointment)
      : undefined
  const weekDoctor = doctors.find(({ id }) => id === doctorId)
  const label = isWeek
    ? t('calendar.weekLabel', { doctor: weekDoctor?.name ?? '' })
    : t('calendar.dayLabel', { day: dayInWords(day) })

  return (
    <>
      <PageHeader
        eyebrow={
          isWeek
            ? t('calendar.weekOf', { first: dayInShort(dates[0] ?? day), last: dayInShort(dates.at(-1) ?? day) })
            : dayInWords(day)
        }
        title={t('calendar.title')}
      />
      <CalendarToolbar
        {...{ view, day, doctors, chosen, doctorId, show }}
        specialty={search.specialty}
        onTurn={turn}
        onIntent={expect}
      />
      {timetable.isError && !timetable.data && (
        <FailureNotice failure={timetable.error} onRetry={() => void timetable.refetch()} />
      )}
      {timetable.isPending && <Skeleton height="calc(100dvh - 17rem)" minH="96" aria-busy />}
      {columns?.length === 0 && (
        <EmptyState icon={CalendarOff} title={t('calendar.empty')} body={t('calendar.emptyBody')} />
      )}
      {timetable.data && columns && columns.length > 0 && (
        <CalendarGrid
          key={view}
          ref={grid}
          label={label}
          columns={columns}
          axis={axis}
          scale={pixelsPerMinute(columns.map((each) => each.doctor))}
          timetable={timetable.data}
          isOfWeek={isWeek}
          today={clock.dayOf(minute)}
          isMovable={canMove}
          onCreate={(place, span) => setOpened({ kind: 'create', doctor: place.doctor, date: place.day.date, span })}
          onOpen={({ appointment }) => setOpened({ kind: 'panel', appointment })}
          onMove={({ appointment }, to) => setOpened({ kind: 'move', appointment, to })}
          onTurn={turn}
          firstTop={firstPlace(columns, minute) * pixelsPerMinute(columns.map((each) => each.doctor))}
        />
      )}
      {!isWeek && chosen.length === 0 && absent > 0 && (
        <AbsentNote count={absent} areShown={Boolean(search.everyone)} onChange={(everyone) => show({ everyone })} />
      )}
      <Legend />
      {opened && (
        <CalendarDialogs
          opened={live ? ({ ...opened, appointment: live } as Opened) : opened}
          isMovable={(appointment) => canMove({ appointment })}
          open={setOpened}
          onClose={close}
        />
      )}
    </>
  )
}
