import { Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { t } from '../../language/inside.ts'
import { Form } from '../../ui/Form.tsx'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { searchColleagues } from './colleagues.ts'
import { handOver, keepNotification } from './queries.ts'

interface HandOverFormProps {
  id: string
  onDone: () => void
  onLeave: () => void
}

/** Gives an alert to a colleague, who has to answer it from then on. */
export function HandOverForm({ id, onDone, onLeave }: HandOverFormProps) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const [colleague, setColleague] = useState<Choice>()
  const form = useForm({ defaultValues: { userId: '' } })
  const submit = async ({ userId }: { userId: string }) => {
    keepNotification(queryClient, await handOver(id, userId))
    toaster.create({
      type: 'success',
      title: t('notifications.handOver.done'),
      ...(colleague && { description: t('notifications.handOver.doneTo', { name: colleague.name }) }),
    })
    onDone()
  }
  return (
    <Form
      form={form}
      onSubmit={submit}
      submitLabel={t('notifications.handOver.submit')}
      secondary={
        <Button variant="ghost" onClick={onLeave}>
          {t('notifications.handOver.keep')}
        </Button>
      }
    >
      <RecordPicker
        name="userId"
        label={t('notifications.handOver.colleague')}
        hint={t('notifications.handOver.hint')}
        placeholder={t('notifications.handOver.placeholder')}
        search={(q) => searchColleagues(q, user.id)}
        onChoose={setColleague}
        required
      />
    </Form>
  )
}
