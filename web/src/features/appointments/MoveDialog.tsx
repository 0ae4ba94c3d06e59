import { Box, Button, Flex, Text } from '@chakra-ui/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { ArrowRight, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { inWords } from '../../api/problem.ts'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInWords, type HospitalClock } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { nameOf } from '../../ui/names.ts'
import { RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { searchDoctors } from '../doctors/queries.ts'
import { ConflictNotice } from './ConflictNotice.tsx'
import { after, chosenStart, minutesBetween } from './chosen-time.ts'
import { conflictAhead, type Target } from './conflict-ahead.ts'
import { conflictInWords, describeConflict } from './conflicts.ts'
import { keepAppointment, readAgain } from './known.ts'
import { NextFree } from './NextFree.tsx'
import { moveAppointment } from './queries.ts'
import { SlotField } from './SlotField.tsx'
import { timetableQuery } from './timetable.ts'
import { WhoIsTold } from './WhoIsTold.tsx'

const valuesFrom = (appointment: Appointment, to: Target | undefined, clock: HospitalClock) => ({
  doctorId: to?.doctorId ?? appointment.doctor.id,
  day: clock.dayOf(to?.startsAt ?? appointment.startsAt),
  slot: to?.startsAt ?? '',
  clockTime: '',
  overrideReason: '',
})
type Values = ReturnType<typeof valuesFrom>

/** What the target's day says of it; patients are not told of others' days, and hear it from the server. */
function useAhead(appointment: Appointment, target: Target | undefined, isStaff: boolean) {
  const { clock } = useSignedIn()
  const { data } = useQuery({
    ...timetableQuery({
      from: clock.dayOf(target?.startsAt ?? appointment.startsAt),
      to: clock.dayOf(Date.parse(target?.endsAt ?? appointment.endsAt) - 1),
      doctorId: [target?.doctorId ?? appointment.doctor.id],
      patientId: appointment.patient.id,
    }),
    enabled: isStaff && target !== undefined,
  })
  return { isKnown: data !== undefined, kind: target && data && conflictAhead(appointment, target, data, new Date()) }
}

interface PlaceProps {
  label: string
  span: { startsAt: string; endsAt: string } | undefined
  doctor: string
}

function Place({ label, span, doctor }: PlaceProps) {
  const { clock } = useSignedIn()
  return (
    <Box flex="1" minW="min({sizes.44}, 100%)" overflowWrap="anywhere">
      <Text textStyle="xs" color="fg.muted">
        {label}
      </Text>
      <Text textStyle="sm" fontWeight="medium">
        {span
          ? t('appointments.move.place', {
              day: dayInWords(clock.dayOf(span.startsAt)),
              from: clock.clock(span.startsAt),
              until: clock.clock(span.endsAt),
              doctor,
            })
          : t('appointments.move.notChosen')}
      </Text>
    </Box>
  )
}

interface MoveDialogProps {
  /** As it is now: when somebody else changes it meanwhile, what it is moved from changes too. */
  appointment: Appointment
  /** Where it was dropped; without it the person chooses. */
  to?: (Target & { doctor: string }) | undefined
  onClose: () => void
}

/** Says from where to where, and what stands in the way, before anything is saved. */
export default function MoveDialog({ appointment, to, onClose }: MoveDialogProps) {
  const { user, clock } = useSignedIn()
  const queryClient = useQueryClient()
  const isStaff = may(user.role, 'appointment.update') === 'any'
  const [doctor, setDoctor] = useState({
    id: to?.doctorId ?? appointment.doctor.id,
    name: to?.doctor ?? nameOf(appointment.doctor),
  })
  const [found, setFound] = useState('')
  const [refusal, setRefusal] = useState<unknown>(null)
  // Whoever dropped it somewhere has chosen, and only has to say yes.
  const [choosing, setChoosing] = useState(!to)
  const form = useForm({ defaultValues: valuesFrom(appointment, to, clock) })
  const values = useWatch({ control: form.control, compute: (all: Values) => all })
  const startsAt = chosenStart(values, clock)
  const target = startsAt
    ? { doctorId: values.doctorId, startsAt, endsAt: after(startsAt, minutesBetween(appointment)) }
    : undefined
  const isUnchanged = target?.startsAt === appointment.startsAt && target.doctorId === appointment.doctor.id
  const ahead = useAhead(appointment, target, isStaff)
  const conflict =
    conflictInWords(refusal, doctor.name, user.role) ??
    (ahead.kind && !isUnchanged ? describeConflict(ahead.kind, doctor.name, user.role) : undefined)
  const waiving = Boolean(conflict?.waivable)

  /** Back to where it was, as what it was there. */
  const moveBack = (moved: Appointment) => {
    const { startsAt, doctor, overrideReason } = appointment
    const isElsewhere = moved.doctor.id !== doctor.id
    const back = { startsAt, ...(isStaff && { overrideReason }), ...(isElsewhere && { doctorId: doctor.id }) }
    moveAppointment(moved, back)
      .catch((failure) =>
        toaster.create({ type: 'error', title: t('appointments.steps.refused'), description: inWords(failure) }),
      )
      .finally(() => readAgain(queryClient))
  }

  const submit = async ({ doctorId, overrideReason }: Values) => {
    if (!target || isUnchanged) return
    try {
      const moved = await moveAppointment(appointment, {
        startsAt: target.startsAt,
        ...(isStaff && { overrideReason: waiving ? overrideReason.trim() : null }),
        ...(doctorId !== appointment.doctor.id && { doctorId }),
      })
      keepAppointment(queryClient, moved)
      const when = { day: dayInWords(clock.dayOf(moved.startsAt)), clock: clock.clock(moved.startsAt) }
      toaster.create({
        type: 'success',
        action: { label: t('appointments.steps.undo'), onClick: () => moveBack(moved) },
        title: t('appointments.move.done'),
        description: isStaff
          ? t('appointments.move.doneBody', { patient: nameOf(moved.patient), doctor: nameOf(moved.doctor), ...when })
          : t('patients.home.when', when),
      })
      onClose()
    } catch (failure) {
      setRefusal(failure)
      // What was refused as out of date is read again, so that the next try is made on what is there now.
      readAgain(queryClient)
      throw failure
    }
  }

  return (
    <Modal title={t('appointments.move.title', { patient: nameOf(appointment.patient) })} onClose={onClose}>
      <Form
        form={form}
        onSubmit={submit}
        submitLabel={t(waiving ? 'appointments.move.submitAnyway' : 'appointments.move.submit')}
        explain={(failure) => (refusal === null || conflict ? null : <FailureNotice failure={failure} />)}
        secondary={
          <Button variant="ghost" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        }
      >
        <Flex gap="3" align="center" wrap="wrap" bg="bg.subtle" borderWidth="1px" borderRadius="l2" p="3">
          <Place label={t('appointments.move.from')} span={appointment} doctor={nameOf(appointment.doctor)} />
          <Box color="fg.muted" _rtl={{ transform: 'scaleX(-1)' }}>
            <ArrowRight size={18} aria-hidden />
          </Box>
          <Place label={t('appointments.move.to')} span={target} doctor={doctor.name} />
        </Flex>
        <Box role="status" display="contents">
          {target && !conflict && (isUnchanged || ahead.isKnown) && (
            <Flex gap="2" align="center" textStyle="sm" color="fg.muted">
              {!isUnchanged && <CircleCheck size={16} aria-hidden />}
              {t(isUnchanged ? 'appointments.move.unchanged' : 'appointments.move.free')}
            </Flex>
          )}
        </Box>
        {conflict && <ConflictNotice conflict={conflict} />}
        {waiving && (
          <TextField
            name="overrideReason"
            label={t('appointments.move.overrideReason')}
            hint={t('appointments.booking.overrideHint')}
            required
          />
        )}
        {isStaff && <WhoIsTold appointment={appointment} />}
        {choosing ? (
          <>
            {isStaff && (
              <RecordPicker
                // Begins anew with whom a search found.
                key={found}
                name="doctorId"
                label={t('appointments.booking.doctor')}
                placeholder={t('appointments.booking.doctorHint')}
                search={searchDoctors}
                chosen={doctor}
                onChoose={(chosen) => {
                  setRefusal(null)
                  if (chosen) setDoctor(chosen)
                }}
                required
              />
            )}
            <NextFree
              doctor={doctor}
              doctorIsFixed={!isStaff}
              from={clock.dayOf(Date.now())}
              visit={{ patientId: appointment.patient.id, id: appointment.id }}
              onChoose={({ doctor: { id, name } }) => {
                setDoctor({ id, name })
                setFound(id)
                setRefusal(null)
              }}
            />
            <Box maxW="xs">
              <TextField
                name="day"
                label={t('appointments.booking.day')}
                type="date"
                min={clock.dayOf(Date.now())}
                rules={{
                  onChange: () => {
                    setRefusal(null)
                    form.setValue('slot', '')
                  },
                }}
                required
              />
            </Box>
            <SlotField onChange={() => setRefusal(null)} />
          </>
        ) : (
          <Button variant="outline" size="sm" alignSelf="start" onClick={() => setChoosing(true)}>
            {t('appointments.move.choose')}
          </Button>
        )}
      </Form>
    </Modal>
  )
}
