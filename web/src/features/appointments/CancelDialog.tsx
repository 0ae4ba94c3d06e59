import { Button, Text } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { Appointment } from '../../api/records.ts'
import { dayInWords } from '../../time/zone.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { cancelAppointment } from './queries.ts'

/** FHIR R4's cancellation reasons, as people say them: https://hl7.org/fhir/R4/valueset-appointment-cancellation-reason.html */
const reasons = [
  { value: 'pat', label: 'The patient asked' },
  { value: 'prov', label: 'The hospital cannot keep it' },
  { value: 'other', label: 'Another reason' },
]

interface CancelDialogProps {
  appointment: Appointment
  onClose: () => void
}

export default function CancelDialog({ appointment, onClose }: CancelDialogProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: { reason: 'pat' } })
  const { patient, doctor, startsAt } = appointment
  const cancel = async ({ reason }: { reason: string }) => {
    await cancelAppointment(appointment.id, reason)
    toaster.create({ type: 'success', title: 'Cancelled', description: `${nameOf(patient)} with ${nameOf(doctor)}` })
    void queryClient.invalidateQueries({ queryKey: ['appointments'] })
    onClose()
  }
  return (
    <Modal title="Cancel this appointment?" onClose={onClose}>
      <Form
        form={form}
        onSubmit={cancel}
        submitLabel="Cancel the appointment"
        secondary={
          <Button variant="ghost" onClick={onClose}>
            Keep it
          </Button>
        }
      >
        <Text>
          {nameOf(patient)} with {nameOf(doctor)}, {dayInWords(clock.dayOf(startsAt))} at {clock.clock(startsAt)}. The
          doctor and the patient are told, and the time becomes free.
        </Text>
        <SelectField name="reason" label="Why" options={reasons} />
      </Form>
    </Modal>
  )
}
