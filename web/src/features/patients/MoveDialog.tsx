import { Box, Button, Text } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { toaster } from '../../ui/toaster.tsx'
import { keepAppointment } from '../appointments/known.ts'
import { SlotField } from '../appointments/SlotField.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { moveAppointment } from './queries.ts'

interface MoveDialogProps {
  appointment: Appointment
  onClose: () => void
}

/** Another time with the same doctor; the one they have stays theirs until then. */
export default function MoveDialog({ appointment, onClose }: MoveDialogProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const { doctor, startsAt } = appointment
  const form = useForm({ defaultValues: { doctorId: doctor.id, day: clock.dayOf(startsAt), slot: '' } })
  const inWords = (instant: string) => ({ day: dayInWords(clock.dayOf(instant)), clock: clock.clock(instant) })
  const move = async ({ slot }: { slot: string }) => {
    const moved = await moveAppointment(appointment, slot)
    keepAppointment(queryClient, moved)
    toaster.create({
      type: 'success',
      title: t('patients.moving.done'),
      description: t('patients.moving.doneTo', inWords(moved.startsAt)),
    })
    onClose()
  }
  return (
    <Modal title={t('patients.moving.title')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={move}
        submitLabel={t('patients.moving.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('patients.moving.keep')}
          </Button>
        }
      >
        <Text>{t('patients.moving.what', { doctor: nameOf(doctor), ...inWords(startsAt) })}</Text>
        <Box maxW="xs">
          <TextField
            name="day"
            label={t('patients.moving.day')}
            type="date"
            min={clock.dayOf(Date.now())}
            rules={{ onChange: () => form.setValue('slot', '') }}
            required
          />
        </Box>
        <SlotField onChange={() => form.clearErrors()} />
      </Form>
    </Modal>
  )
}
