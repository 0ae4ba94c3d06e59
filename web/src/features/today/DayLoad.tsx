import { Box, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { CalendarX2 } from 'lucide-react'
import { locale, t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { figureColumn } from '../../ui/figures.tsx'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { byDoctor, bySpecialty, type Load, together, totalOf } from './load.ts'
import { loadQuery } from './queries.ts'
import { Waiting } from './waiting/Waited.tsx'

const words = t('deliveries.home', { returnObjects: true })
const number = new Intl.NumberFormat(locale)

const longest = ({ longestWait }: Load) => (longestWait ? <Waiting minutes={longestWait} /> : '–')

const figures: Column<Load>[] = [
  figureColumn(words.expected, ({ expected }) => number.format(expected)),
  figureColumn(words.waiting, ({ waiting }) => number.format(waiting)),
  figureColumn(words.longest, longest),
  figureColumn(words.inProgress, ({ inProgress }) => number.format(inProgress)),
  figureColumn(words.done, ({ done }) => number.format(done)),
  figureColumn(words.missed, ({ missed }) => number.format(missed)),
]

const wholeId = 'whole'
const specialtyColumns: Column<Load>[] = [
  {
    header: words.specialty,
    cell: ({ id, name }) => <Text fontWeight={id === wholeId ? 'bold' : 'medium'}>{name ?? words.noSpecialty}</Text>,
  },
  figureColumn(words.doctors, ({ doctors }) => number.format(doctors)),
  ...figures,
]
const doctorColumns: Column<Load>[] = [
  { header: words.doctor, cell: (load) => <Text fontWeight="medium">{nameOf(load)}</Text> },
  ...figures,
]

/** Today's patients by specialty, and by doctor on demand: where it is full, who waits, who did not come. */
export function DayLoad() {
  const { clock } = useSignedIn()
  const board = useQuery(loadQuery(clock.dayOf(Date.now())))
  if (board.isPending) return <Skeleton height="64" />
  if (!board.data) return <FailureNotice failure={board.error} onRetry={() => void board.refetch()} />
  const specialties = bySpecialty(board.data)
  const whole = together(wholeId, words.all, specialties)
  const { done, waiting, missed } = whole
  return (
    <Box>
      {specialties.length > 0 && (
        <Text mb="3">
          {t('deliveries.home.sentence', {
            seen: number.format(done),
            total: number.format(totalOf(whole)),
            waiting: number.format(waiting),
            missed: number.format(missed),
          })}
        </Text>
      )}
      <DataTable
        label={words.loadTable}
        items={specialties.length > 1 ? [...specialties, whole] : specialties}
        columns={specialtyColumns}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={CalendarX2} {...words.empty} />}
      />
      {specialties.length > 0 && (
        <Box as="details" mt="3">
          <Box as="summary" textStyle="sm" color="brand.fg" fontWeight="medium" cursor="pointer" py="1">
            {words.byDoctor}
          </Box>
          <Box mt="2">
            <DataTable
              label={words.doctorTable}
              items={byDoctor(board.data)}
              columns={doctorColumns}
              rowKey={({ id }) => id}
              empty={null}
            />
          </Box>
        </Box>
      )}
    </Box>
  )
}
