import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { decline, keepNotification } from './queries.ts'

interface DeclineFormProps {
  id: string
  onDone: () => void
  onLeave: () => void
}

/** Says why an alert is somebody else's; whoever is told next reads it. */
export function DeclineForm({ id, onDone, onLeave }: DeclineFormProps) {
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: { reason: '' } })
  const submit = async ({ reason }: { reason: string }) => {
    keepNotification(queryClient, await decline(id, reason.trim()))
    onDone()
  }
  return (
    <Form
      form={form}
      onSubmit={submit}
      submitLabel={t('notifications.decline.submit')}
      secondary={
        <Button variant="ghost" onClick={onLeave}>
          {t('notifications.decline.leave')}
        </Button>
      }
    >
      <TextAreaField
        name="reason"
        label={t('notifications.decline.why')}
        hint={t('notifications.decline.hint')}
        rows={3}
        required
      />
    </Form>
  )
}
