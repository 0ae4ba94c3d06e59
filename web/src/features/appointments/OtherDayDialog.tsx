import { Button, Flex, Stack, Text } from '@chakra-ui/react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Step } from './status.ts'

interface OtherDayDialogProps {
  appointment: Appointment
  step: Step
  onTake: () => void
  onClose: () => void
}

/** Asks before somebody is marked as here on another day than today. */
export default function OtherDayDialog({ appointment, step, onTake, onClose }: OtherDayDialogProps) {
  const { clock } = useSignedIn()
  const { patient, doctor, startsAt } = appointment
  const take = () => {
    onClose()
    onTake()
  }
  return (
    <Modal title={t('appointments.otherDay.title')} onClose={onClose}>
      <Stack gap="5">
        <Text>
          {t('appointments.otherDay.body', {
            patient: nameOf(patient),
            doctor: nameOf(doctor),
            day: dayInWords(clock.dayOf(startsAt)),
            clock: clock.clock(startsAt),
          })}
        </Text>
        <Flex gap="3" wrap="wrap">
          <Button onClick={take}>{t('appointments.otherDay.anyway', { step: step.label })}</Button>
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </Flex>
      </Stack>
    </Modal>
  )
}
