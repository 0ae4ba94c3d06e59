import { Box, Button, Fieldset, Grid, IconButton, Stack, Text } from '@chakra-ui/react'
import { Plus, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import type { Values } from './edit-values.ts'
import { severityOptions } from './words.ts'

/** FHIR's three, and what stands in the record otherwise: choosing another field must not lose it. */
const optionsWith = (own: string) =>
  !own || severityOptions.some(({ value }) => value === own)
    ? severityOptions
    : [...severityOptions, { value: own, label: own }]

/** What the patient must not be given: a list that grows and shrinks. */
export function AllergyFields() {
  const { control, getValues } = useFormContext<Pick<Values, 'allergies'>>()
  const { fields, append, remove } = useFieldArray({ control, name: 'allergies' })
  const add = useRef<HTMLButtonElement>(null)
  return (
    <Fieldset.Root>
      <Fieldset.Legend fontFamily="heading" textStyle="lg" color="fg" mb="3">
        {t('patients.allergies.label')}
      </Fieldset.Legend>
      <Stack gap="4">
        {fields.length === 0 && (
          <Text textStyle="sm" color="fg.muted">
            {t('patients.form.noAllergies')}
          </Text>
        )}
        {fields.map(({ id, severity }, index) => {
          const substance = getValues(`allergies.${index}.substance`)
          return (
            <Grid
              key={id}
              as="fieldset"
              aria-label={t('patients.form.allergy', { number: index + 1 })}
              templateColumns={{ base: '1fr auto', md: '2fr 2fr 1fr auto' }}
              gap="3"
              alignItems="end"
            >
              <TextField name={`allergies.${index}.substance`} label={t('patients.form.substance')} required />
              <Box gridColumn={{ base: '1', md: 'auto' }}>
                <TextField name={`allergies.${index}.reaction`} label={t('patients.form.reaction')} />
              </Box>
              <Box gridColumn={{ base: '1', md: 'auto' }}>
                <SelectField
                  name={`allergies.${index}.severity`}
                  label={t('patients.form.severity')}
                  options={optionsWith(severity)}
                  placeholder={t('patients.notKnown')}
                />
              </Box>
              <IconButton
                variant="ghost"
                colorPalette="gray"
                gridColumn={{ base: '2', md: 'auto' }}
                gridRow={{ base: '1', md: 'auto' }}
                aria-label={
                  substance ? t('patients.form.removeAllergy', { substance }) : t('patients.form.removeEmpty')
                }
                onClick={() => {
                  remove(index)
                  add.current?.focus()
                }}
              >
                <Trash2 />
              </IconButton>
            </Grid>
          )
        })}
        <Button
          ref={add}
          alignSelf="start"
          size="sm"
          variant="outline"
          onClick={() => append({ substance: '', reaction: '', severity: '' })}
        >
          <Plus aria-hidden />
          {t('patients.form.addAllergy')}
        </Button>
      </Stack>
    </Fieldset.Root>
  )
}
