import { Field, Input, NativeSelect, Textarea } from '@chakra-ui/react'
import type { HTMLInputTypeAttribute, ReactNode } from 'react'
import { type RegisterOptions, useFormContext, useWatch } from 'react-hook-form'
import { t } from '../language/t.ts'
import { dayInFull, isCivilDay } from '../time/zone.ts'

export interface FieldProps {
  name: string
  label: string
  /** What to write here, when the label alone does not say. */
  hint?: string
  required?: boolean
}

/** Where a server's message and the browser side's own end up: one line under the field, tied to it. */
export function useField({ name, label, required }: FieldProps, rules: RegisterOptions = {}) {
  const { register, getFieldState, formState } = useFormContext()
  const { error } = getFieldState(name, formState)
  const registration = register(name, { ...(required && { required: t('ui.needed', { label }) }), ...rules })
  return { registration, message: error?.message }
}

interface FieldShellProps extends FieldProps {
  message: string | undefined
  children: ReactNode
}

export const FieldShell = ({ label, hint, required, message, children }: FieldShellProps) => (
  <Field.Root invalid={Boolean(message)} required={required}>
    <Field.Label>
      {label}
      <Field.RequiredIndicator />
    </Field.Label>
    {children}
    {hint && !message && <Field.HelperText>{hint}</Field.HelperText>}
    <Field.ErrorText>{message}</Field.ErrorText>
  </Field.Root>
)

interface TextFieldProps extends FieldProps {
  type?: HTMLInputTypeAttribute
  autoComplete?: string
  rules?: RegisterOptions
  min?: string
  max?: string
  readOnly?: boolean
  autoFocus?: boolean
}

/** The day in words: the browser writes it in its own language, and says no weekday. */
function useDayInWords(name: string, isDay: boolean): string | undefined {
  const day: unknown = useWatch({ name, disabled: !isDay })
  return isDay && isCivilDay(day) ? dayInFull(day) : undefined
}

export function TextField({ type = 'text', autoComplete = 'off', rules, min, max, ...rest }: TextFieldProps) {
  const { readOnly, autoFocus, ...field } = rest
  const { registration, message } = useField(field, rules)
  const day = useDayInWords(field.name, type === 'date')
  const hint = [day, field.hint].filter(Boolean).join(' · ')
  return (
    <FieldShell {...field} message={message} {...(hint && { hint })}>
      <Input
        type={type}
        autoComplete={autoComplete}
        min={min}
        max={max}
        readOnly={readOnly}
        autoFocus={autoFocus}
        // A dialog looks for this one.
        data-autofocus={autoFocus || undefined}
        {...registration}
      />
    </FieldShell>
  )
}

export function TextAreaField({ rows = 3, ...field }: FieldProps & { rows?: number }) {
  const { registration, message } = useField(field)
  return (
    <FieldShell {...field} message={message}>
      <Textarea rows={rows} {...registration} />
    </FieldShell>
  )
}

interface SelectFieldProps extends FieldProps {
  options: { value: string; label: string }[]
  /** The first, empty choice. */
  placeholder?: string
}

/** The platform's own select: it works in dialogs, on phones and with every screen reader. */
export function SelectField({ options, placeholder, ...field }: SelectFieldProps) {
  const { registration, message } = useField(field)
  return (
    <FieldShell {...field} message={message}>
      <NativeSelect.Root>
        <NativeSelect.Field {...registration}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </FieldShell>
  )
}
