import { t } from '../../language/inside.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { sexOptions } from './words.ts'

/** What everybody is registered with. */
export function IdentityFields() {
  const { clock } = useSignedIn()
  return (
    <>
      <TextField name="givenName" label={t('patients.form.givenName')} required />
      <TextField name="familyName" label={t('patients.form.familyName')} required />
      <TextField
        name="birthDate"
        label={t('patients.form.birthDate')}
        type="date"
        max={clock.dayOf(Date.now())}
        required
      />
      <SelectField
        name="sex"
        label={t('patients.form.sex')}
        options={sexOptions}
        placeholder={t('patients.form.choose')}
        required
      />
    </>
  )
}
