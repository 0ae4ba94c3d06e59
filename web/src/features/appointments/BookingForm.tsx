import { Box } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import { type CivilDay, dayInWords } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { nameOf } from '../../ui/names.ts'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { searchDoctors } from '../doctors/queries.ts'
import { searchPatients } from '../patients/queries.ts'
import { ConflictNotice } from './ConflictNotice.tsx'
import { conflictInWords } from './conflicts.ts'
import { type Booking, book } from './queries.ts'
import { otherTime, SlotField } from './SlotField.tsx'

/** What is known before the form opens: from a patient's page, a doctor's row, a day. */
export interface BookingStart {
  patient?: Choice | undefined
  doctor?: Choice | undefined
  day: CivilDay
  /** A patient books for nobody else. */
  patientIsFixed?: boolean
}

const valuesFrom = ({ patient, doctor, day }: BookingStart) => ({
  patientId: patient?.id ?? '',
  doctorId: doctor?.id ?? '',
  day,
  slot: '',
  clockTime: '',
  reason: '',
  overrideReason: '',
})
type Values = ReturnType<typeof valuesFrom>

interface BookingFormProps {
  start: BookingStart
}

export function BookingForm({ start }: BookingFormProps) {
  const { user, clock } = useSignedIn()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const once = useIdempotencyKey()
  const [doctor, setDoctor] = useState(start.doctor)
  const [refusal, setRefusal] = useState<unknown>(null)
  const form = useForm({ defaultValues: valuesFrom(start) })
  const conflict = conflictInWords(refusal, doctor?.name ?? '', user.role)
  const waiving = Boolean(conflict?.waivable)

  const submit = async ({ patientId, doctorId, day, slot, clockTime, reason, overrideReason }: Values) => {
    const booking: Booking = {
      patientId,
      doctorId,
      startsAt: slot === otherTime ? clock.at(day, clockTime) : slot,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(waiving && overrideReason.trim() && { overrideReason: overrideReason.trim() }),
    }
    try {
      const booked = await once(booking, book)
      void queryClient.invalidateQueries({ queryKey: ['appointments'] })
      const when = `${dayInWords(clock.dayOf(booked.startsAt))} at ${clock.clock(booked.startsAt)}`
      toaster.create({
        type: 'success',
        title: 'Booked',
        description: `${nameOf(booked.patient)} with ${nameOf(booked.doctor)}, ${when}`,
      })
      await navigate({ to: '/appointments/$id', params: { id: booked.id } })
    } catch (failure) {
      setRefusal(failure)
      throw failure
    }
  }

  return (
    <Form
      form={form}
      onSubmit={submit}
      submitLabel={waiving ? 'Book anyway' : 'Book appointment'}
      // A refusal of what is no longer chosen says nothing, and a conflict has its place beside the reason that may waive it.
      explain={(failure) => (refusal === null || conflict ? null : <FailureNotice failure={failure} />)}
    >
      {!start.patientIsFixed && (
        <RecordPicker
          name="patientId"
          label="Patient"
          placeholder="Name, MRN, phone or birth date"
          search={searchPatients}
          chosen={start.patient}
          required
        />
      )}
      <RecordPicker
        name="doctorId"
        label="Doctor"
        placeholder="Name or specialty"
        search={searchDoctors}
        chosen={start.doctor}
        onChoose={(chosen) => {
          setDoctor(chosen)
          setRefusal(null)
          form.setValue('slot', '')
        }}
        required
      />
      <Box maxW="xs">
        <TextField
          name="day"
          label="Day"
          type="date"
          min={clock.dayOf(Date.now())}
          rules={{ onChange: () => form.setValue('slot', '') }}
          required
        />
      </Box>
      <SlotField onChange={() => setRefusal(null)} />
      <TextAreaField name="reason" label="Reason for the visit" hint="The doctor sees this in the day’s list." />
      {conflict && <ConflictNotice conflict={conflict} />}
      {waiving && (
        <TextField
          name="overrideReason"
          label="Why book it anyway"
          hint="Kept with the appointment, for everyone who asks later."
          required
        />
      )}
    </Form>
  )
}
