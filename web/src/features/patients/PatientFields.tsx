import { Fieldset, SimpleGrid } from '@chakra-ui/react'
import type { ReactNode } from 'react'
import { t } from '../../language/inside.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { AllergyFields } from './AllergyFields.tsx'
import type { Values } from './edit-values.ts'
import { IdentityFields } from './IdentityFields.tsx'
import { bloodTypeOptions } from './words.ts'

interface GroupProps {
  title: string
  children: ReactNode
}

const Group = ({ title, children }: GroupProps) => (
  <Fieldset.Root>
    <Fieldset.Legend fontFamily="heading" textStyle="lg" color="fg" mb="3">
      {title}
    </Fieldset.Legend>
    <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
      {children}
    </SimpleGrid>
  </Fieldset.Root>
)

export const ReachFields = () => (
  <>
    <TextField name="phone" label={t('patients.form.phone')} type="tel" />
    <TextField name="email" label={t('patients.form.email')} type="email" />
    <TextField name="address" label={t('patients.form.address')} />
  </>
)

const contactOf = (values: Values) => values.emergencyContact

/** Everything the staff keep of a patient, in the order it is asked at the desk. */
export const PatientFields = () => (
  <>
    <Group title={t('patients.form.who')}>
      <IdentityFields />
      <SelectField
        name="bloodType"
        label={t('patients.form.bloodType')}
        options={bloodTypeOptions}
        placeholder={t('patients.notKnown')}
      />
    </Group>
    <AllergyFields />
    <Group title={t('patients.form.reach')}>
      <ReachFields />
    </Group>
    <Group title={t('patients.form.emergency')}>
      <TextField
        name="emergencyContact.name"
        label={t('patients.form.contactName')}
        rules={{
          validate: (name, values) =>
            Boolean(name.trim()) || !contactOf(values as Values).phone.trim() || t('patients.form.contactNeedsName'),
        }}
      />
      <TextField
        name="emergencyContact.phone"
        label={t('patients.form.contactPhone')}
        type="tel"
        rules={{
          validate: (phone, values) =>
            Boolean(phone.trim()) || !contactOf(values as Values).name.trim() || t('patients.form.contactNeedsPhone'),
        }}
      />
      <TextField
        name="emergencyContact.relationship"
        label={t('patients.form.relationship')}
        hint={t('patients.form.relationshipHint')}
      />
    </Group>
  </>
)
