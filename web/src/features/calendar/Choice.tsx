import { NativeSelect } from '@chakra-ui/react'

interface ChoiceProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChoose: (value: string) => void
}

/** One of several, in the toolbar: its label is for readers, since the value says what it is about. */
export const Choice = ({ label, value, options, onChoose }: ChoiceProps) => (
  <NativeSelect.Root width={{ base: 'full', md: '52' }}>
    <NativeSelect.Field aria-label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </NativeSelect.Field>
    <NativeSelect.Indicator />
  </NativeSelect.Root>
)
