import { Box, Field, Heading, Input, NativeSelect, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { t } from '../../../language/inside.ts'
import { dayInWords, isCivilDay } from '../../../time/zone.ts'
import { nameOf } from '../../../ui/names.ts'
import { PrintFrame } from '../../../ui/print/PrintFrame.tsx'
import { useSignedIn } from '../../auth/signed-in.ts'
import { boardQuery, hasVisits } from '../queries.ts'
import { DoctorsDay } from './DoctorsDay.tsx'

const route = getRouteApi('/_app/day')

/** A day on paper, doctor by doctor: for when the screens are dark, and for whoever carries a list. */
export function DayListPage() {
  const { clock } = useSignedIn()
  const { day = clock.dayOf(Date.now()), doctorId } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: board, dataUpdatedAt } = useSuspenseQuery(boardQuery(day))
  const busy = board.doctors.filter(hasVisits)
  const columns = busy.filter(({ doctor }) => !doctorId || doctor.id === doctorId)
  return (
    <PrintFrame
      asOf={`${clock.dayAndClock(new Date(dataUpdatedAt).toISOString())} (${clock.timeZone})`}
      actions={
        <>
          <Field.Root width="44" maxW="full">
            <Field.Label>{t('today.dayList.day')}</Field.Label>
            <Input
              type="date"
              value={day}
              onChange={({ target }) =>
                isCivilDay(target.value) &&
                navigate({ search: (before) => ({ ...before, day: target.value }), replace: true })
              }
            />
          </Field.Root>
          <Field.Root width="60" maxW="full">
            <Field.Label>{t('today.dayList.doctor')}</Field.Label>
            <NativeSelect.Root>
              <NativeSelect.Field
                value={doctorId ?? ''}
                onChange={({ target }) =>
                  navigate({ search: { day, ...(target.value && { doctorId: target.value }) }, replace: true })
                }
              >
                <option value="">{t('today.dayList.everyDoctor')}</option>
                {busy.map(({ doctor }) => (
                  <option key={doctor.id} value={doctor.id}>
                    {nameOf(doctor)}
                  </option>
                ))}
              </NativeSelect.Field>
              <NativeSelect.Indicator />
            </NativeSelect.Root>
          </Field.Root>
        </>
      }
    >
      <Text textStyle="sm">{t('today.dayList.title')}</Text>
      <Heading as="h1" size="2xl" mb="5">
        {dayInWords(day)}
      </Heading>
      {columns.length === 0 && <Text>{t('today.dayList.empty')}</Text>}
      {columns.map((column) => (
        <Box key={column.doctor.id} mb="7">
          <DoctorsDay column={column} />
        </Box>
      ))}
    </PrintFrame>
  )
}
