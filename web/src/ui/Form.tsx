import { Button, Flex, Stack } from '@chakra-ui/react'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { type FieldPath, type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form'
import { toApiError } from '../api/problem.ts'
import { refusalInWords } from '../api/refusals.ts'
import type { Draft } from './draft.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'

// Few forms keep anything, and the log-in page has one too.
const KeptNotice = lazy(() => import('./KeptNotice.tsx'))

interface FormProps<Values extends FieldValues> {
  form: UseFormReturn<Values>
  /** Rejects with what the server refused. */
  onSubmit: (values: Values) => Promise<unknown>
  submitLabel: string
  /** Shown in place of the usual notice when a form has more to say about a refusal. */
  explain?: (failure: unknown) => ReactNode
  secondary?: ReactNode
  /** Nothing is lost that was not typed in a moment: nobody is asked before they leave it. */
  mayBeLeft?: boolean
  /** Where what is typed is kept until it is saved: then nobody is asked before they leave it either. */
  draft?: Draft<Values>
  children: ReactNode
}

/** Puts each field error of a 422 at its field. Says whether every one found its place. */
function placeErrors<Values extends FieldValues>(form: UseFormReturn<Values>, failure: unknown): boolean {
  const { errors = [] } = toApiError(failure).problem
  const names = Object.keys(form.getValues())
  const placed = errors.filter(({ path }) => names.includes(path.split('.')[0] ?? ''))
  for (const { path, message } of placed)
    form.setError(path as FieldPath<Values>, { message: refusalInWords(message) }, { shouldFocus: true })
  return errors.length > 0 && placed.length === errors.length
}

/** The shell of every form: it submits, disables while it does, and shows what was refused and where. */
export function Form<Values extends FieldValues>({
  form,
  onSubmit,
  submitLabel,
  explain,
  secondary,
  mayBeLeft,
  draft,
  children,
}: FormProps<Values>) {
  const [failure, setFailure] = useState<unknown>(null)
  const saving = useRef(false)
  const keep = draft?.keep
  useEffect(() => {
    if (!keep) return
    const following = form.watch(() => {
      if (!saving.current) keep(form.getValues())
    })
    return () => following.unsubscribe()
  }, [form, keep])
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    saving.current = true
    try {
      await onSubmit(values)
      // What is saved may be left, wherever that leads.
      form.reset(form.getValues(), { keepValues: true })
      draft?.forget()
    } catch (refusal) {
      if (!placeErrors(form, refusal)) setFailure(refusal)
    }
    saving.current = false
  })
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submit}>
        <Stack gap="5">
          {draft?.isKept && (
            <Suspense>
              <KeptNotice onClear={draft.clear} />
            </Suspense>
          )}
          {children}
          {failure !== null && (explain ? explain(failure) : <FailureNotice failure={failure} />)}
          <Flex gap="3" justify="start" wrap="wrap">
            <Button type="submit" loading={form.formState.isSubmitting} loadingText={submitLabel}>
              {submitLabel}
            </Button>
            {secondary}
          </Flex>
        </Stack>
      </form>
      {!mayBeLeft && (
        <LeaveGuard
          isDirty={form.formState.isDirty || Boolean(draft?.isKept)}
          isSaving={() => saving.current}
          isKept={draft !== undefined}
        />
      )}
    </FormProvider>
  )
}
