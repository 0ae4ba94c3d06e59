import { Flex, SimpleGrid } from '@chakra-ui/react'
import { useFormContext, useWatch } from 'react-hook-form'
import { t } from '../../../language/inside.ts'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { RecordPicker } from '../../../ui/RecordPicker.tsx'
import { useSignedIn } from '../../auth/signed-in.ts'
import { searchPatients } from '../../patients/queries.ts'
import type { WalkIn } from './use-walk-in.ts'

const sexes = Object.entries(t('today.walkIn.sexes', { returnObjects: true })).map(([value, label]) => ({
  value,
  label,
}))

/** Somebody with a record, or somebody whose record is begun with the least that it needs. */
export function WhoFields() {
  const { clock } = useSignedIn()
  const { register } = useFormContext<WalkIn>()
  const kind = useWatch<WalkIn, 'kind'>({ name: 'kind' })
  return (
    <>
      <Flex
        as="fieldset"
        gap="5"
        wrap="wrap"
        textStyle="sm"
        css={{ accentColor: '{colors.brand.solid}' }}
        aria-label={t('today.walkIn.who')}
      >
        {(['known', 'new'] as const).map((value) => (
          <Flex key={value} asChild gap="2" align="center" minH="6">
            <label>
              <input type="radio" value={value} {...register('kind')} />
              {t(value === 'known' ? 'today.walkIn.known' : 'today.walkIn.unknown')}
            </label>
          </Flex>
        ))}
      </Flex>
      {kind === 'known' ? (
        <RecordPicker
          name="patientId"
          label={t('today.walkIn.who')}
          placeholder={t('today.finder.placeholder')}
          search={searchPatients}
          required
        />
      ) : (
        <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
          <TextField name="givenName" label={t('today.walkIn.given')} required />
          <TextField name="familyName" label={t('today.walkIn.family')} required />
          <TextField
            name="birthDate"
            label={t('today.walkIn.born')}
            type="date"
            max={clock.dayOf(Date.now())}
            required
          />
          <SelectField
            name="sex"
            label={t('today.walkIn.sex')}
            options={sexes}
            placeholder={t('today.walkIn.choose')}
            required
          />
        </SimpleGrid>
      )}
    </>
  )
}
