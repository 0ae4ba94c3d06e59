import { SimpleGrid } from '@chakra-ui/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { searchDoctors, specialtiesQuery } from '../doctors/queries.ts'
import { searchPatients } from '../patients/queries.ts'
import { type EntryValues, entryOf } from './new-entry.ts'
import { enterWaitlist } from './queries.ts'

const choices = [
  { value: 'doctor', label: t('waitlist.form.doctor') },
  { value: 'specialty', label: t('waitlist.form.specialty') },
]

export interface EntryStart {
  patient?: Choice | undefined
  doctor?: Choice | undefined
  /** Any doctor of it; who names a doctor waits for that one. */
  specialty?: string | undefined
  notBefore?: string | undefined
  reason?: string | undefined
  /** A patient waits for nobody else. */
  patientIsFixed: boolean
}

const valuesFrom = ({ patient, doctor, specialty, notBefore, reason }: EntryStart): EntryValues => ({
  patientId: patient?.id ?? '',
  choice: specialty && !doctor ? 'specialty' : 'doctor',
  doctorId: doctor?.id ?? '',
  specialty: specialty ?? '',
  notBefore: notBefore ?? '',
  notAfter: '',
  reason: reason ?? '',
})

/** Puts somebody on the waiting list: for a doctor or a specialty, and between which days. */
export function NewEntryForm({ start }: { start: EntryStart }) {
  const { clock } = useSignedIn()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: valuesFrom(start) })
  const byDoctor = form.watch('choice') === 'doctor'
  const { data: specialties = [] } = useQuery({ ...specialtiesQuery, enabled: !byDoctor })
  const today = clock.dayOf(Date.now())
  const save = async (values: EntryValues) => {
    const { id } = await enterWaitlist(entryOf(values, clock))
    void queryClient.invalidateQueries({ queryKey: ['waitlist'] })
    toaster.create({ type: 'success', title: t('waitlist.added') })
    await navigate({ to: '/waitlist/$id', params: { id } })
  }
  return (
    <Form form={form} onSubmit={save} submitLabel={t(start.patientIsFixed ? 'waitlist.addOwn' : 'waitlist.add')}>
      {!start.patientIsFixed && (
        <RecordPicker
          name="patientId"
          label={t('waitlist.patient')}
          placeholder={t('waitlist.form.searchPatient')}
          search={searchPatients}
          chosen={start.patient}
          required
        />
      )}
      <SelectField name="choice" label={t('waitlist.form.choice')} options={choices} />
      {byDoctor ? (
        <RecordPicker
          key="doctor"
          name="doctorId"
          label={t('waitlist.form.doctorName')}
          placeholder={t('waitlist.form.search')}
          search={searchDoctors}
          chosen={start.doctor}
          required
        />
      ) : (
        <SelectField
          name="specialty"
          label={t('waitlist.form.specialtyName')}
          placeholder={t('waitlist.form.chooseSpecialty')}
          options={specialties.map((value) => ({ value, label: value }))}
          required
        />
      )}
      <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
        <TextField
          name="notBefore"
          label={t('waitlist.form.notBefore')}
          hint={t('waitlist.form.window')}
          type="date"
          min={today}
        />
        <TextField
          name="notAfter"
          label={t('waitlist.form.notAfter')}
          type="date"
          min={today}
          rules={{
            validate: (last: string) => !last || last >= form.getValues('notBefore') || t('waitlist.form.order'),
          }}
        />
      </SimpleGrid>
      <TextAreaField name="reason" label={t('waitlist.reason')} hint={t('waitlist.form.reasonHint')} />
    </Form>
  )
}
