import { Checkbox, Field } from '@chakra-ui/react'
import { useController } from 'react-hook-form'

interface CheckFieldProps {
  name: string
  label: string
  hint?: string
}

export function CheckField({ name, label, hint }: CheckFieldProps) {
  const { field } = useController({ name })
  return (
    <Field.Root>
      <Checkbox.Root checked={field.value} onCheckedChange={({ checked }) => field.onChange(checked === true)}>
        <Checkbox.HiddenInput onBlur={field.onBlur} />
        <Checkbox.Control borderColor="border.control" />
        <Checkbox.Label>{label}</Checkbox.Label>
      </Checkbox.Root>
      {hint && <Field.HelperText>{hint}</Field.HelperText>}
    </Field.Root>
  )
}
