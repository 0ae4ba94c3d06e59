import { Fieldset, SimpleGrid } from '@chakra-ui/react'
import { defaultHours, defaultSlotMinutes } from '@wardline/doctor/rules'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { HoursField } from './HoursField.tsx'
import { type DoctorFields, type DoctorInFull, searchDoctorAccounts } from './queries.ts'

const valuesOf = (doctor: DoctorInFull | undefined) => ({
  givenName: doctor?.givenName ?? '',
  familyName: doctor?.familyName ?? '',
  specialty: doctor?.specialty ?? '',
  room: doctor?.room ?? '',
  email: doctor?.email ?? '',
  phone: doctor?.phone ?? '',
  licenseNumber: doctor?.licenseNumber ?? '',
  userId: doctor?.userId ?? '',
  slotMinutes: String(doctor?.slotMinutes ?? defaultSlotMinutes),
  bufferMinutes: String(doctor?.bufferMinutes ?? 0),
  hours: doctor?.hours ?? defaultHours,
})
type Values = ReturnType<typeof valuesOf>

const orNull = (text: string): string | null => text.trim() || null

const fieldsOf = ({ givenName, familyName, specialty, slotMinutes, bufferMinutes, hours, ...rest }: Values) => ({
  ...{ givenName, familyName, specialty, hours },
  slotMinutes: Number(slotMinutes),
  bufferMinutes: Number(bufferMinutes),
  room: orNull(rest.room),
  email: orNull(rest.email),
  phone: orNull(rest.phone),
  licenseNumber: orNull(rest.licenseNumber),
  userId: rest.userId || null,
})

const within = (from: number, to: number) => ({
  validate: (text: string) => {
    const minutes = Number(text)
    const isFine = Number.isInteger(minutes) && minutes >= from && minutes <= to
    return isFine || t('doctors.form.minutes', { from, to })
  },
})

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Fieldset.Root>
    <Fieldset.Legend textStyle="md" fontWeight="medium">
      {title}
    </Fieldset.Legend>
    <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5" mt="3">
      {children}
    </SimpleGrid>
  </Fieldset.Root>
)

interface DoctorFormProps {
  doctor?: DoctorInFull
  /** The account that the doctor signs in with so far. */
  account?: Choice | undefined
  submitLabel: string
  onSave: (fields: DoctorFields) => Promise<unknown>
  secondary: ReactNode
}

/** Everything that an administrator says of a doctor. */
export function DoctorForm({ doctor, account, submitLabel, onSave, secondary }: DoctorFormProps) {
  const form = useForm({ defaultValues: valuesOf(doctor) })
  return (
    <Form form={form} onSubmit={(values) => onSave(fieldsOf(values))} submitLabel={submitLabel} secondary={secondary}>
      <Part title={t('doctors.form.person')}>
        <TextField name="givenName" label={t('doctors.form.givenName')} required />
        <TextField name="familyName" label={t('doctors.form.familyName')} required />
        <TextField name="specialty" label={t('doctors.specialty')} hint={t('doctors.form.specialtyHint')} required />
        <TextField name="room" label={t('doctors.room')} />
        <TextField name="email" label={t('doctors.email')} type="email" />
        <TextField name="phone" label={t('doctors.phone')} type="tel" />
        <TextField name="licenseNumber" label={t('doctors.licence')} />
        <RecordPicker
          name="userId"
          label={t('doctors.form.account')}
          hint={t('doctors.form.accountHint')}
          placeholder={t('doctors.form.accountSearch')}
          search={searchDoctorAccounts}
          chosen={account}
        />
      </Part>
      <Part title={t('doctors.form.visits')}>
        <TextField
          name="slotMinutes"
          label={t('doctors.form.slotMinutes')}
          hint={t('doctors.form.slotHint')}
          type="number"
          rules={within(5, 480)}
          required
        />
        <TextField
          name="bufferMinutes"
          label={t('doctors.form.bufferMinutes')}
          hint={t('doctors.form.bufferHint')}
          type="number"
          rules={within(0, 120)}
          required
        />
      </Part>
      <HoursField />
    </Form>
  )
}
