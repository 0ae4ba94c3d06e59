import { Flex, IconButton, Text } from '@chakra-ui/react'
import { X } from 'lucide-react'
import { useState } from 'react'
import { FormProvider, useController, useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { searchPeople } from './queries.ts'

interface PeopleFieldProps {
  name: 'people' | 'escalatePeople'
  label: string
}

/** Several people, found one after the other. */
export function PeopleField({ name, label }: PeopleFieldProps) {
  const { field, fieldState } = useController({
    name,
    rules: { validate: (people: Choice[]) => people.length > 0 || t('send.form.chooseSomebody') },
  })
  const people: Choice[] = field.value
  const picker = useForm({ defaultValues: { person: '' } })
  const [round, setRound] = useState(0)
  const add = (choice: Choice | undefined) => {
    if (!choice) return
    if (!people.some(({ id }) => id === choice.id)) field.onChange([...people, choice])
    picker.reset()
    setRound(round + 1)
  }
  return (
    <Flex direction="column" gap="2">
      <FormProvider {...picker}>
        <RecordPicker
          key={round}
          name="person"
          label={label}
          placeholder={t('send.form.peoplePlaceholder')}
          search={searchPeople}
          onChoose={add}
          message={fieldState.error?.message}
        />
      </FormProvider>
      {people.length > 0 && (
        <Flex as="ul" gap="2" wrap="wrap" listStyleType="none" aria-label={t('send.form.chosen')}>
          {people.map((person) => (
            <Flex
              as="li"
              key={person.id}
              align="center"
              gap="1"
              bg="brand.subtle"
              color="brand.fg"
              borderRadius="l2"
              ps="2.5"
              textStyle="sm"
            >
              <Text as="span">{person.name}</Text>
              <IconButton
                size="2xs"
                variant="ghost"
                aria-label={t('send.form.remove', { name: person.name })}
                onClick={() => field.onChange(people.filter(({ id }) => id !== person.id))}
              >
                <X />
              </IconButton>
            </Flex>
          ))}
        </Flex>
      )}
    </Flex>
  )
}
