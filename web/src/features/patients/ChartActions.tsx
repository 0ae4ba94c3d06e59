import { Flex, IconButton, Menu, Portal } from '@chakra-ui/react'
import { useNavigate } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { CalendarPlus, Ellipsis } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Appointment, Patient } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { useForeseenOne } from '../appointments/foreseen.ts'
import { NextStep, restIn } from '../appointments/NextStep.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { visitOf } from './coming.ts'
import { useComing } from './use-coming.ts'

const ArchiveDialog = lazy(() => import('./ArchiveDialog.tsx'))

/** Begins and ends the visit of whoever is in the room. */
function VisitStep({ visit }: { visit: Appointment }) {
  useForeseenOne(visit)
  const kept = useKeptFocus(restIn)
  return (
    <Flex {...kept}>
      <NextStep appointment={visit} size="sm" />
    </Flex>
  )
}

/** What one does with a patient from any section of the chart. */
export function ChartActions({ patient }: { patient: Patient }) {
  const { user } = useSignedIn()
  const navigate = useNavigate()
  const [archiving, setArchiving] = useState(false)
  const { id, archivedAt } = patient
  const { data: coming } = useComing(id)
  const visit = coming && visitOf(coming.items)
  return (
    <Flex gap="2" align="center" wrap="wrap" mb="2">
      {visit && <VisitStep visit={visit} />}
      {!archivedAt && (
        <ButtonLink to="/appointments/new" search={{ patientId: id }} size="sm" {...(visit && { look: 'outline' })}>
          <CalendarPlus aria-hidden />
          {t('patients.chart.newAppointment')}
        </ButtonLink>
      )}
      <Menu.Root lazyMount unmountOnExit positioning={{ placement: 'bottom-end' }}>
        <Menu.Trigger asChild>
          <IconButton size="sm" variant="outline" colorPalette="gray" aria-label={t('patients.chart.more')}>
            <Ellipsis />
          </IconButton>
        </Menu.Trigger>
        <Portal>
          <Menu.Positioner>
            <Menu.Content minW="44">
              {!archivedAt && (
                <Menu.Item value="edit" onClick={() => void navigate({ to: '/patients/$id/edit', params: { id } })}>
                  {t('patients.chart.edit')}
                </Menu.Item>
              )}
              <Menu.Item value="print" onClick={() => void navigate({ to: '/patients/$id/print', params: { id } })}>
                {t('patients.chart.print')}
              </Menu.Item>
              {!archivedAt && may(user.role, 'patient.archive') && (
                <Menu.Item value="archive" color="fg.error" onClick={() => setArchiving(true)}>
                  {t('patients.chart.archive')}
                </Menu.Item>
              )}
            </Menu.Content>
          </Menu.Positioner>
        </Portal>
      </Menu.Root>
      {archiving && (
        <Suspense>
          <ArchiveDialog patient={patient} onClose={() => setArchiving(false)} />
        </Suspense>
      )}
    </Flex>
  )
}
