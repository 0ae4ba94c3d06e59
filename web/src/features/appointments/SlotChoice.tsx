import { Box } from '@chakra-ui/react'
import { useFormContext } from 'react-hook-form'
import { t } from '../../language/inside.ts'

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
  '&:not([data-held]):hover': { bg: 'brand.subtle' },
  '&[data-held]': { color: 'fg.muted', bg: 'bg.subtle', textDecoration: 'line-through', cursor: 'not-allowed' },
  '&:has(input:checked)': { bg: 'brand.solid', borderColor: 'brand.solid', color: 'brand.contrast' },
  '&:has(input:focus-visible)': { outline: '2px solid', outlineColor: 'brand.focusRing', outlineOffset: '2px' },
} as const

interface SlotChoiceProps {
  value: string
  label: string
  /** Somebody else is booking it just now. */
  isHeld?: boolean
  onChange: () => void
}

/** A radio button that looks like a key: the platform brings the arrow keys. */
export function SlotChoice({ value, label, isHeld = false, onChange }: SlotChoiceProps) {
  const { register } = useFormContext()
  return (
    <Box asChild css={look}>
      <label data-held={isHeld || undefined}>
        <Box asChild position="absolute" opacity="0" inset="0" cursor="inherit">
          <input
            type="radio"
            value={value}
            disabled={isHeld}
            {...register('slot', { required: t('appointments.time.choose'), onChange })}
          />
        </Box>
        {label}
        {isHeld && <Box srOnly>{t('appointments.time.heldByOther')}</Box>}
      </label>
    </Box>
  )
}
