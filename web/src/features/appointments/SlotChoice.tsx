import { Box } from '@chakra-ui/react'
import { useFormContext } from 'react-hook-form'

const look = {
  display: 'inline-flex',
  alignItems: 'center',
  px: '3',
  minH: '9',
  borderWidth: '1px',
  borderColor: 'border.control',
  borderRadius: 'l2',
  textStyle: 'sm',
  fontVariantNumeric: 'tabular-nums',
  cursor: 'pointer',
  position: 'relative',
  bg: 'bg.panel',
  _hover: { bg: 'brand.subtle' },
  '&:has(input:checked)': { bg: 'brand.solid', borderColor: 'brand.solid', color: 'brand.contrast' },
  '&:has(input:focus-visible)': { outline: '2px solid', outlineColor: 'brand.focusRing', outlineOffset: '2px' },
} as const

interface SlotChoiceProps {
  value: string
  label: string
  onChange: () => void
}

/** A radio button that looks like a key: the platform brings the arrow keys. */
export function SlotChoice({ value, label, onChange }: SlotChoiceProps) {
  const { register } = useFormContext()
  return (
    <Box asChild css={look}>
      <label>
        <Box asChild position="absolute" opacity="0" inset="0" cursor="pointer">
          <input type="radio" value={value} {...register('slot', { required: 'Choose a time.', onChange })} />
        </Box>
        {label}
      </label>
    </Box>
  )
}
