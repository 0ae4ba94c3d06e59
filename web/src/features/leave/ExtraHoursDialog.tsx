import { Button, Flex } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { enterExtraHours } from './queries.ts'

const valuesOn = (date: string) => ({ date, from: '18:00', to: '20:00', reason: '' })

interface ExtraHoursDialogProps {
  doctor: { id: string; name: string }
  onClose: () => void
}

export function ExtraHoursDialog({ doctor, onClose }: ExtraHoursDialogProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const today = clock.dayOf(Date.now())
  const form = useForm({ defaultValues: valuesOn(today) })
  const save = async ({ reason, ...hours }: ReturnType<typeof valuesOn>) => {
    await enterExtraHours(doctor.id, { ...hours, ...(reason.trim() && { reason: reason.trim() }) })
    void queryClient.invalidateQueries({ queryKey: ['extra-hours'] })
    void queryClient.invalidateQueries({ queryKey: ['appointments', 'slots'] })
    toaster.create({ type: 'success', title: t('leave.extra.entered') })
    onClose()
  }
  return (
    <Modal title={t('leave.extra.enterFor', { doctor: doctor.name })} onClose={onClose}>
      <Form
        form={form}
        onSubmit={save}
        submitLabel={t('leave.extra.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        }
      >
        <TextField name="date" label={t('leave.extra.day')} type="date" min={today} required />
        <Flex gap="4" direction={{ base: 'column', sm: 'row' }}>
          <TextField name="from" label={t('leave.extra.from')} type="time" required />
          <TextField name="to" label={t('leave.extra.until')} type="time" required />
        </Flex>
        <TextAreaField name="reason" label={t('leave.reason')} rows={2} />
      </Form>
    </Modal>
  )
}
