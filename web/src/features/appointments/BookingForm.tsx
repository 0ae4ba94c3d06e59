import { Box, Flex, Text } from '@chakra-ui/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { type ReactNode, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type CivilDay, dayInWords } from '../../time/zone.ts'
import { choiceOf, type Draft, keepChoice } from '../../ui/draft.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { nameOf } from '../../ui/names.ts'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { doctorQuery, searchDoctors } from '../doctors/queries.ts'
import { searchPatients } from '../patients/queries.ts'
import { ConflictNotice } from './ConflictNotice.tsx'
import { after, chosenStart, stillAhead } from './chosen-time.ts'
import { conflictInWords } from './conflicts.ts'
import { NextFree } from './NextFree.tsx'
import { type Booking, book, slotsQuery } from './queries.ts'
import { SlotField } from './SlotField.tsx'
import { useSlotHold } from './use-slot-hold.ts'

/** What is known before the form opens: from a patient's page, a doctor's row, a day, a place in the calendar. */
export interface BookingStart {
  patient?: Choice | undefined
  doctor?: Choice | undefined
  day: CivilDay
  /** The instant at which it starts. */
  startsAt?: string
  minutes?: number
  /** A patient books for nobody else. */
  patientIsFixed?: boolean
}

/** What the form of a booking holds at first. */
export const valuesFrom = ({ patient, doctor, day, startsAt = '', minutes }: BookingStart) => ({
  patientId: patient?.id ?? '',
  doctorId: doctor?.id ?? '',
  day,
  slot: startsAt,
  clockTime: '',
  minutes: minutes === undefined ? '' : String(minutes),
  reason: '',
  overrideReason: '',
})
export type BookingValues = ReturnType<typeof valuesFrom>

/** The time that the form stands at, with its end: what is kept from others meanwhile. */
function useWantedSlot({ doctorId, minutes, ...time }: BookingValues) {
  const { user, clock } = useSignedIn()
  const startsAt = chosenStart(time, clock)
  const { data: doctor } = useQuery({ ...doctorQuery(doctorId), enabled: Boolean(doctorId) })
  const { data: slots } = useQuery({ ...slotsQuery(clock, doctorId, time.day), enabled: Boolean(doctorId && startsAt) })
  if (!doctorId || !startsAt) return
  const slot = slots?.items.find((each) => each.startsAt === startsAt)
  const usual = doctor && 'slotMinutes' in doctor ? doctor.slotMinutes : undefined
  const given = may(user.role, 'appointment.create') === 'any' && Number(minutes) ? Number(minutes) : usual
  const endsAt = given ? after(startsAt, given) : slot?.endsAt
  return endsAt === undefined ? undefined : { doctorId, startsAt, endsAt }
}

interface BookingFormProps {
  start: BookingStart
  /** On a page of its own, where what is typed is kept for those who are called away. */
  draft?: Draft<BookingValues>
  onBooked: (appointment: Appointment) => void
  secondary?: ReactNode
}

export function BookingForm({ start, draft, onBooked, secondary }: BookingFormProps) {
  const { user, clock } = useSignedIn()
  const queryClient = useQueryClient()
  const once = useIdempotencyKey()
  const form = useForm({ defaultValues: draft ? stillAhead(draft.values, Date.now()) : valuesFrom(start) })
  const values = useWatch({ control: form.control, compute: (all: BookingValues) => all })
  const [doctor, setDoctor] = useState(() =>
    start.doctor?.id === values.doctorId ? start.doctor : choiceOf(queryClient, values.doctorId),
  )
  // Whom a search found, rather than whoever was picked by name.
  const [found, setFound] = useState(doctor)
  const [refusal, setRefusal] = useState<unknown>(null)
  // In a dialog it is the dialog's to say where one begins.
  const [firstEmpty] = useState(() => draft && (['patientId', 'doctorId'] as const).find((name) => !values[name]))
  const hold = useSlotHold(useWantedSlot(values))
  const conflict = conflictInWords(refusal ?? hold.refusal, doctor?.name ?? '', user.role)
  const waiving = Boolean(conflict?.waivable)

  const submit = async ({ patientId, doctorId, minutes, reason, overrideReason, ...time }: BookingValues) => {
    const booking: Booking = {
      patientId,
      doctorId,
      startsAt: chosenStart(time, clock) ?? '',
      ...(minutes && { durationMinutes: Number(minutes) }),
      ...(reason.trim() && { reason: reason.trim() }),
      ...(waiving && overrideReason.trim() && { overrideReason: overrideReason.trim() }),
      ...(hold.holdId && { holdId: hold.holdId }),
    }
    try {
      const booked = await once(booking, book)
      hold.forget()
      void queryClient.invalidateQueries({ queryKey: ['appointments'] })
      toaster.create({
        type: 'success',
        title: t('appointments.booking.done'),
        description: t('appointments.booking.doneBody', {
          patient: nameOf(booked.patient),
          doctor: nameOf(booked.doctor),
          day: dayInWords(clock.dayOf(booked.startsAt)),
          clock: clock.clock(booked.startsAt),
        }),
      })
      onBooked(booked)
    } catch (failure) {
      setRefusal(failure)
      throw failure
    }
  }

  return (
    <Form
      form={form}
      onSubmit={submit}
      submitLabel={t(
        waiving
          ? 'appointments.booking.submitAnyway'
          : start.patientIsFixed
            ? 'appointments.booking.submitOwn'
            : 'appointments.booking.submit',
      )}
      // A refusal of what is no longer chosen says nothing, and a conflict has its place beside the reason that may waive it.
      explain={(failure) => (refusal === null || conflict ? null : <FailureNotice failure={failure} />)}
      {...(secondary && { secondary })}
      {...(draft && { draft })}
    >
      {!start.patientIsFixed && (
        <RecordPicker
          name="patientId"
          label={t('appointments.booking.patient')}
          placeholder={t('appointments.booking.patientHint')}
          search={searchPatients}
          chosen={start.patient}
          autoFocus={firstEmpty === 'patientId'}
          required
        />
      )}
      <RecordPicker
        // Begins anew with who was found.
        key={found?.id}
        name="doctorId"
        label={t('appointments.booking.doctor')}
        placeholder={t('appointments.booking.doctorHint')}
        search={searchDoctors}
        chosen={found}
        autoFocus={firstEmpty === 'doctorId' && !found}
        onChoose={(chosen) => {
          setDoctor(chosen)
          setRefusal(null)
          form.setValue('slot', '')
        }}
        required
      />
      <NextFree
        doctor={doctor && { ...doctor, specialty: doctor.detail }}
        from={values.day}
        visit={{ patientId: values.patientId, reason: values.reason.trim() }}
        onChoose={({ doctor: { id, name, specialty } }) => {
          const choice = { id, name, ...(specialty && { detail: specialty }) }
          setDoctor(choice)
          keepChoice(queryClient, choice)
          setFound(choice)
          setRefusal(null)
        }}
      />
      <Flex gap="4" wrap="wrap">
        <Box flex="1" minW="min({sizes.40}, 100%)">
          <TextField
            name="day"
            label={t('appointments.booking.day')}
            type="date"
            min={clock.dayOf(Date.now())}
            rules={{ onChange: () => form.setValue('slot', '') }}
            required
          />
        </Box>
        {may(user.role, 'appointment.create') === 'any' && (
          <Box flex="1" minW="min({sizes.40}, 100%)">
            <TextField
              name="minutes"
              label={t('appointments.booking.minutes')}
              type="number"
              hint={t('appointments.booking.minutesHint')}
              min="5"
              max="480"
              rules={{
                onChange: () => setRefusal(null),
                validate: (text: string) =>
                  !text || (Number(text) >= 5 && Number(text) <= 480) || t('appointments.booking.minutesRange'),
              }}
            />
          </Box>
        )}
      </Flex>
      <SlotField onChange={() => setRefusal(null)} />
      {hold.holdId && (
        <Text textStyle="xs" color="fg.muted" role="status">
          {t('appointments.booking.held')}
        </Text>
      )}
      <TextAreaField
        name="reason"
        label={t('appointments.booking.reason')}
        hint={t('appointments.booking.reasonHint')}
      />
      {conflict && <ConflictNotice conflict={conflict} />}
      {waiving && (
        <TextField
          name="overrideReason"
          label={t('appointments.booking.overrideReason')}
          hint={t('appointments.booking.overrideHint')}
          required
        />
      )}
    </Form>
  )
}
