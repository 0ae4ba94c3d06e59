import { Button, Flex, Stack } from '@chakra-ui/react'
import { CalendarClock } from 'lucide-react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useForeseenOne } from '../appointments/foreseen.ts'
import { describeStatus, isCancellable, nextStep } from '../appointments/status.ts'
import { useSteps } from '../appointments/use-steps.ts'
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
  const take = useSteps()
  const { now, step } = useForeseenOne(appointment)
  const { id, patient, doctor, startsAt, endsAt, reason, type, room, overrideReason } = appointment
  const status = describeStatus(now)
  const usual = nextStep(now, user.role, new Date())
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
          {step?.undo && (
            <Button size="sm" variant="outline" onClick={step.undo}>
              {t('appointments.steps.undo')}
            </Button>
          )}
          {usual && !step && (
            <Button size="sm" onClick={() => take([now], usual)}>
              {usual.label}
            </Button>
          )}
          {onMove && !step && (
            <Button size="sm" variant="outline" onClick={onMove}>
              <CalendarClock aria-hidden />
              {t('calendar.panel.move')}
            </Button>
          )}
          {!step && isCancellable(now, user.role) && (
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
