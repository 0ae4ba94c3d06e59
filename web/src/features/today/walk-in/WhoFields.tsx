import { Flex, SimpleGrid } from '@chakra-ui/react'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { Patient } from '../../../api/records.ts'
import { t } from '../../../language/inside.ts'
import { RecordPicker } from '../../../ui/RecordPicker.tsx'
import { AllergyFields } from '../../patients/AllergyFields.tsx'
import { DuplicatesPanel } from '../../patients/DuplicatesPanel.tsx'
import { IdentityFields } from '../../patients/IdentityFields.tsx'
import { asChoice, searchPatients } from '../../patients/queries.ts'
import type { WalkIn } from './use-walk-in.ts'

/** Somebody with a record, or somebody whose record is begun with the least that it needs. */
export function WhoFields() {
  const { register, setValue, setFocus } = useFormContext<WalkIn>()
  const kind = useWatch<WalkIn, 'kind'>({ name: 'kind' })
  const [taken, setTaken] = useState<Patient>()
  const take = (patient: Patient) => {
    setTaken(patient)
    setValue('kind', 'known')
    setValue('patientId', patient.id, { shouldDirty: true })
    setFocus('kind')
  }
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
          chosen={taken && asChoice(taken)}
          required
        />
      ) : (
        <>
          <SimpleGrid columns={{ base: 1, sm: 2 }} gap="5">
            <IdentityFields />
          </SimpleGrid>
          <DuplicatesPanel onTake={take} />
          <AllergyFields />
        </>
      )}
    </>
  )
}
