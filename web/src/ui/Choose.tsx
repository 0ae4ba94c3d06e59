import { Field, NativeSelect } from '@chakra-ui/react'

interface ChooseProps<Value extends string> {
  label: string
  value: Value | ''
  options: readonly { value: Value; label: string }[]
  /** The first choice: no filter at all. Absent: something is always chosen. */
  any?: string
  /** For readers only: where the value says what it is about. */
  isLabelHidden?: boolean
  onChoose: (value: Value | '') => void
}

/** A select outside of a form: what is chosen takes effect at once. */
export const Choose = <Value extends string>({
  label,
  value,
  options,
  any,
  isLabelHidden = false,
  onChoose,
}: ChooseProps<Value>) => (
  <Field.Root width={{ base: 'full', sm: '52' }}>
    <Field.Label srOnly={isLabelHidden}>{label}</Field.Label>
    <NativeSelect.Root>
      <NativeSelect.Field
        value={value}
        onChange={({ target }) => onChoose(options.find((option) => option.value === target.value)?.value ?? '')}
      >
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  </Field.Root>
)
