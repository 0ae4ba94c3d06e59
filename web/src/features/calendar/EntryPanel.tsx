import { Button, Flex, Stack } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { inWords } from '../../api/problem.ts'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/t.ts'
import { dayInWords } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { changeAppointment } from '../appointments/queries.ts'
import { describeStatus, isCancellable, nextStep, type Step } from '../appointments/status.ts'
import { useSignedIn } from '../auth/signed-in.ts'

interface EntryPanelProps {
  appointment: Appointment
  /** Absent where it can no longer be moved. */
  onMove?: (() => void) | undefined
  onCancel: () => void
  onClose: () => void
}

/** An appointment as the calendar knows it: who, when and why, and what is usually done next. */
export function EntryPanel({ appointment, onMove, onCancel, onClose }: EntryPanelProps) {
  const { user, clock } = useSignedIn()
  const queryClient = useQueryClient()
  const { id, patient, doctor, startsAt, endsAt, reason, type, room, overrideReason } = appointment
  const status = describeStatus(appointment)
  const change = useMutation({
    mutationFn: (step: Step) => changeAppointment(appointment, step.change),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('calendar.panel.notChanged'), description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['appointments'] }),
  })
  const usual = nextStep(appointment, user.role, new Date())
  return (
    <Modal title={nameOf(patient)} onClose={onClose}>
      <Stack gap="5">
        <Facts
          facts={[
            [
              t('calendar.panel.when'),
              t('calendar.span', { from: clock.clock(startsAt), to: clock.clock(endsAt) }),
              dayInWords(clock.dayOf(startsAt)),
            ],
            [t('calendar.panel.doctor'), nameOf(doctor), room],
            [t('calendar.panel.status'), <StatusBadge key="status" {...status} />, status.meaning],
            [t('calendar.panel.reason'), reason ?? type ?? t('appointments.page.notGiven')],
            ...(overrideReason ? [[t('calendar.panel.override'), overrideReason] as const] : []),
          ]}
        />
        <Flex gap="2" wrap="wrap">
          {usual && (
            <Button size="sm" loading={change.isPending} onClick={() => change.mutate(usual)}>
              {usual.label}
            </Button>
          )}
          {onMove && (
            <Button size="sm" variant="outline" onClick={onMove}>
              <CalendarClock aria-hidden />
              {t('calendar.panel.move')}
            </Button>
          )}
          {isCancellable(appointment, user.role) && (
            <Button size="sm" variant="outline" colorPalette="red" onClick={onCancel}>
              {t('calendar.panel.cancel')}
            </Button>
          )}
        </Flex>
        <Flex gap="2" wrap="wrap">
          <ButtonLink to="/patients/$id" params={{ id: patient.id }} look="ghost" size="sm">
            {t('calendar.panel.chart')}
          </ButtonLink>
          <ButtonLink to="/appointments/$id" params={{ id }} look="ghost" size="sm">
            {t('calendar.panel.appointment')}
          </ButtonLink>
        </Flex>
      </Stack>
    </Modal>
  )
}
