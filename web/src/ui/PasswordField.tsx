import { Box, Button, Input } from '@chakra-ui/react'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { t } from '../language/t.ts'
import { type FieldProps, FieldShell, useField } from './fields.tsx'

interface PasswordFieldProps extends FieldProps {
  autoComplete: 'current-password' | 'new-password'
  autoFocus?: boolean
}

/** A password, which whoever types it on a telephone can look at. */
export function PasswordField({ autoComplete, autoFocus, ...field }: PasswordFieldProps) {
  const { registration, message } = useField(field)
  const [isShown, setShown] = useState(false)
  return (
    <FieldShell {...field} message={message}>
      <Box position="relative" width="full">
        <Input
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={autoFocus}
          // A dialog looks for this one.
          data-autofocus={autoFocus || undefined}
          pe="12"
          {...registration}
        />
        {/* No `IconButton`, which comes with what is behind the log-in. */}
        <Button
          variant="ghost"
          colorPalette="gray"
          position="absolute"
          insetBlock="0"
          insetEnd="0"
          px="0"
          aria-label={t('auth.showCharacters')}
          aria-pressed={isShown}
          title={t('auth.showCharacters')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff /> : <Eye />}
        </Button>
      </Box>
    </FieldShell>
  )
}
