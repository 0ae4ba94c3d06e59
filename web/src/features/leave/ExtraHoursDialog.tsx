import { Button, Flex } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
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
    toaster.create({ type: 'success', title: 'Extra hours entered' })
    onClose()
  }
  return (
    <Modal title={`Enter extra hours for ${doctor.name}`} onClose={onClose}>
      <Form
        form={form}
        onSubmit={save}
        submitLabel="Enter hours"
        secondary={
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        <TextField name="date" label="Day" type="date" min={today} required />
        <Flex gap="4" direction={{ base: 'column', sm: 'row' }}>
          <TextField name="from" label="From" type="time" required />
          <TextField name="to" label="Until" type="time" required />
        </Flex>
        <TextAreaField name="reason" label="Reason" rows={2} />
      </Form>
    </Modal>
  )
}
