import { Checkbox, CheckboxGroup, Fieldset, Flex } from '@chakra-ui/react'
import { useController } from 'react-hook-form'

interface ChoicesFieldProps {
  name: string
  label: string
  options: { value: string; label: string }[]
  /** What is said while nothing is chosen. */
  needed: string
}

/** Several of a few choices, one at least. */
export function ChoicesField({ name, label, options, needed }: ChoicesFieldProps) {
  const { field, fieldState } = useController({
    name,
    rules: { validate: (chosen: string[]) => chosen.length > 0 || needed },
  })
  return (
    <Fieldset.Root invalid={fieldState.invalid}>
      <Fieldset.Legend>{label}</Fieldset.Legend>
      <CheckboxGroup value={field.value} onValueChange={field.onChange} invalid={fieldState.invalid}>
        <Flex gap="4" wrap="wrap">
          {options.map((option, index) => (
            <Checkbox.Root key={option.value} value={option.value}>
              <Checkbox.HiddenInput ref={index === 0 ? field.ref : undefined} onBlur={field.onBlur} />
              <Checkbox.Control borderColor="border.control" />
              <Checkbox.Label>{option.label}</Checkbox.Label>
            </Checkbox.Root>
          ))}
        </Flex>
      </CheckboxGroup>
      <Fieldset.ErrorText>{fieldState.error?.message}</Fieldset.ErrorText>
    </Fieldset.Root>
  )
}
