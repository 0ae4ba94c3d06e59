import { Box, Button, Flex, Heading, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { isMovable } from '@wardline/appointment/rules'
import { CalendarClock, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { upcomingQuery } from '../appointments/queries.ts'
import { describeStatus } from '../appointments/status.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { doctorQuery } from '../doctors/queries.ts'
import { whereTheyAre } from './own-zone.ts'

const MoveDialog = lazy(() => import('../appointments/MoveDialog.tsx'))
const CancelDialog = lazy(() => import('../appointments/CancelDialog.tsx'))

/** Where to go: the visit's own room, or the doctor's. */
function Place({ appointment: { room, doctor } }: { appointment: Appointment }) {
  const { data } = useQuery({ ...doctorQuery(doctor.id), enabled: room === null })
  const place = room ?? data?.room
  return place ? t('patients.home.room', { room: place }) : t('patients.home.askWhere')
}

/** The hospital's clock says when; who is elsewhere is told what their own clock will show. */
function Zone({ startsAt }: Pick<Appointment, 'startsAt'>) {
  const { clock } = useSignedIn()
  const own = whereTheyAre(clock, startsAt)
  return (
    <Text textStyle="sm" color="fg.muted">
      {t('patients.home.zone', { zone: clock.timeZone })}
      {own && (
        <Text as="span" display="block">
          {t('patients.home.yourTime', own)}
        </Text>
      )}
    </Text>
  )
}

function Visit({ appointment }: { appointment: Appointment }) {
  const { clock } = useSignedIn()
  const [open, setOpen] = useState<'move' | 'cancel'>()
  const { id, doctor, startsAt, status } = appointment
  const close = () => setOpen(undefined)
  const isOpenToChange = status === 'booked' || status === 'pending'
  return (
    <Flex justify="space-between" gap="4" wrap="wrap" align="end">
      <Box>
        <Heading as="h2" id="next-visit" size="2xl" mb="1">
          {t('patients.home.when', { day: dayInWords(clock.dayOf(startsAt)), clock: clock.clock(startsAt) })}
        </Heading>
        <Text>{t('patients.home.with', { doctor: nameOf(doctor) })}</Text>
        <Text fontWeight="medium">
          <Place appointment={appointment} />
        </Text>
        <Zone startsAt={startsAt} />
        <Box mt="2">
          <StatusBadge {...describeStatus(appointment)} />
        </Box>
      </Box>
      <Flex gap="2" wrap="wrap">
        {isOpenToChange && (
          <Button onClick={() => setOpen('move')}>
            <CalendarClock aria-hidden />
            {t('patients.home.move')}
          </Button>
        )}
        <ButtonLink to="/appointments/$id/slip" params={{ id }} look="outline">
          <Printer aria-hidden />
          {t('patients.home.slip')}
        </ButtonLink>
        {isOpenToChange && (
          <Button variant="ghost" color="fg.error" onClick={() => setOpen('cancel')}>
            {t('patients.home.cancel')}
          </Button>
        )}
      </Flex>
      <Suspense>
        {open === 'move' && <MoveDialog appointment={appointment} onClose={close} />}
        {open === 'cancel' && <CancelDialog appointment={appointment} onClose={close} />}
      </Suspense>
    </Flex>
  )
}

/** When and where the patient is expected next, and what they can do about it. */
export function NextVisit() {
  const upcoming = useQuery(upcomingQuery)
  if (upcoming.isPending) return <Skeleton height="44" />
  if (upcoming.isError && !upcoming.data)
    return <FailureNotice failure={upcoming.error} onRetry={() => void upcoming.refetch()} />
  const next = upcoming.data.items.find(({ status }) => isMovable(status))
  return (
    <section aria-labelledby="next-visit">
      <Panel>
        <Text textStyle="sm" color="fg.muted">
          {t('patients.home.next')}
        </Text>
        {next ? (
          <Visit appointment={next} key={next.id} />
        ) : (
          <>
            <Heading as="h2" id="next-visit" size="2xl" mb="1">
              {t('patients.home.nothing')}
            </Heading>
            <Text color="fg.muted">{t('patients.home.nothingBody')}</Text>
          </>
        )}
      </Panel>
    </section>
  )
}
