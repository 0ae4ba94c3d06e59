import { Box, Field, Flex, IconButton, Input, NativeSelect } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { type Status, statuses } from '@wardline/appointment/rules'
import { CalendarOff, CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { addDays, dayInWords, isCivilDay } from '../../time/zone.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { actionsColumn, doctorColumn, patientColumn, reasonColumn, statusColumn, timeColumn } from './columns.tsx'
import { appointmentsQuery } from './queries.ts'
import { describeStatus } from './status.ts'

const route = getRouteApi('/_app/appointments/')

const Empty = () => (
  <EmptyState
    icon={CalendarOff}
    title={t('appointments.list.empty')}
    body={t('appointments.list.emptyBody')}
    action={
      <ButtonLink to="/appointments/new" look="outline" size="sm">
        {t('appointments.list.new')}
      </ButtonLink>
    }
  />
)

const columns = [timeColumn, patientColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

export function AppointmentsPage() {
  const { clock } = useSignedIn()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const day = search.day ?? clock.dayOf(Date.now())
  const status = statuses.find((one) => one === search.status)
  const show = (change: { day?: string; status?: Status | '' }) =>
    navigate({
      search: (before) => {
        const { status: chosen, ...rest } = { ...before, ...change }
        return chosen ? { ...rest, status: chosen } : rest
      },
      replace: true,
    })
  const label = t('appointments.list.label', { day: dayInWords(day) })
  const filter = { ...clock.range(day), ...(status && { status }) }
  return (
    <>
      <PageHeader
        eyebrow={dayInWords(day)}
        title={t('appointments.list.title')}
        actions={
          <ButtonLink to="/appointments/new" search={{ day }}>
            <CalendarPlus aria-hidden />
            {t('appointments.list.new')}
          </ButtonLink>
        }
      />
      <Flex gap="3" wrap="wrap" mb="4" align="end">
        <Flex gap="1" align="end" wrap="wrap">
          <IconButton
            variant="outline"
            colorPalette="gray"
            aria-label={t('appointments.list.dayBefore')}
            onClick={() => show({ day: addDays(day, -1) })}
          >
            <ChevronLeft />
          </IconButton>
          <Field.Root width="44" maxW="full">
            <Field.Label>{t('appointments.list.day')}</Field.Label>
            <Input
              type="date"
              value={day}
              onChange={({ target }) => isCivilDay(target.value) && show({ day: target.value })}
            />
          </Field.Root>
          <IconButton
            variant="outline"
            colorPalette="gray"
            aria-label={t('appointments.list.dayAfter')}
            onClick={() => show({ day: addDays(day, 1) })}
          >
            <ChevronRight />
          </IconButton>
        </Flex>
        <Field.Root width="44" maxW="full">
          <Field.Label>{t('appointments.list.status')}</Field.Label>
          <NativeSelect.Root>
            <NativeSelect.Field
              value={status ?? ''}
              onChange={({ target }) => show({ status: target.value as Status | '' })}
            >
              <option value="">{t('appointments.list.anyStatus')}</option>
              {statuses.map((one) => (
                <option key={one} value={one}>
                  {describeStatus({ status: one, startedAt: null }).label}
                </option>
              ))}
            </NativeSelect.Field>
            <NativeSelect.Indicator />
          </NativeSelect.Root>
        </Field.Root>
      </Flex>
      <Box>
        <QueryTable
          label={label}
          query={appointmentsQuery(filter)}
          columns={columns}
          rowKey={({ id }) => id}
          empty={<Empty />}
          file={{ path: '/appointments', query: { ...filter, sort: 'startsAt' }, name: label }}
        />
      </Box>
    </>
  )
}
