import { Button, Text } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { useForm } from 'react-hook-form'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords } from '../../time/zone.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { readAgain } from './known.ts'
import { cancelAppointment } from './queries.ts'
import { WhoIsTold } from './WhoIsTold.tsx'

const optionsOf = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }))
/** FHIR R4's cancellation reasons, as people say them: https://hl7.org/fhir/R4/valueset-appointment-cancellation-reason.html */
const reasons = optionsOf(t('appointments.cancelling.reasons', { returnObjects: true }))
/** Patients speak for themselves, not for the hospital. */
const ownReasons = optionsOf(t('appointments.cancelling.ownReasons', { returnObjects: true }))

/** As much as the API keeps. */
const longestReason = 200

interface CancelDialogProps {
  appointment: Appointment
  onClose: () => void
}

export default function CancelDialog({ appointment, onClose }: CancelDialogProps) {
  const { user, clock } = useSignedIn()
  const isStaff = may(user.role, 'appointment.update') === 'any'
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: { reason: 'pat', which: '' } })
  const isOther = form.watch('reason') === 'other'
  const { startsAt } = appointment
  const [patient, doctor] = [nameOf(appointment.patient), nameOf(appointment.doctor)]
  const cancel = async ({ reason, which }: { reason: string; which: string }) => {
    // What is no code is kept, and shown, as it was written.
    await cancelAppointment(appointment.id, (isOther && which.trim()) || reason)
    toaster.create({
      type: 'success',
      title: t('appointments.cancelling.done'),
      description: t('appointments.cancelling.whose', { patient, doctor }),
    })
    readAgain(queryClient)
    onClose()
  }
  return (
    <Modal title={t('appointments.cancelling.title')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={cancel}
        submitLabel={t('appointments.cancelling.submit')}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('appointments.cancelling.keep')}
          </Button>
        }
      >
        <Text>
          {t(isStaff ? 'appointments.cancelling.what' : 'appointments.cancelling.ownWhat', {
            patient,
            doctor,
            day: dayInWords(clock.dayOf(startsAt)),
            clock: clock.clock(startsAt),
          })}
        </Text>
        {isStaff && <WhoIsTold appointment={appointment} />}
        <SelectField name="reason" label={t('appointments.cancelling.why')} options={isStaff ? reasons : ownReasons} />
        {isOther && (
          <TextField
            name="which"
            label={t('appointments.cancelling.which')}
            required={isStaff}
            rules={{ maxLength: { value: longestReason, message: t('refusals.long', { most: longestReason }) } }}
          />
        )}
      </Form>
    </Modal>
  )
}
