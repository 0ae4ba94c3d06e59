import { Checkbox, Field } from '@chakra-ui/react'
import type { storedSwitch } from './stored-switch.ts'

interface SwitchProps {
  label: string
  hint?: string
  choice: ReturnType<typeof storedSwitch>
  /** In place of keeping the choice at once, where more has to happen first. */
  onChange?: (isOn: boolean) => void
  disabled?: boolean
}

/** A choice for this computer: it holds from the click on, without a form around it. */
export function Switch({ label, hint, choice, onChange = choice.set, disabled = false }: SwitchProps) {
  const isOn = choice.use()
  return (
    <Field.Root>
      <Checkbox.Root checked={isOn} disabled={disabled} onCheckedChange={({ checked }) => onChange(checked === true)}>
        <Checkbox.HiddenInput />
        <Checkbox.Control borderColor="border.control" />
        <Checkbox.Label>{label}</Checkbox.Label>
      </Checkbox.Root>
      {hint && <Field.HelperText>{hint}</Field.HelperText>}
    </Field.Root>
  )
}
