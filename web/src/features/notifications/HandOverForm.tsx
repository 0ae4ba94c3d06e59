import { Box, Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Form } from '../../ui/Form.tsx'
import { type Choice, RecordPicker } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { searchColleagues } from './colleagues.ts'
import { handOver, keepNotification } from './queries.ts'

interface HandOverFormProps {
  id: string
  onDone: () => void
}

/** Gives an alert to a colleague, who has to answer it from then on. */
export function HandOverForm({ id, onDone }: HandOverFormProps) {
  const { user } = useSignedIn()
  const queryClient = useQueryClient()
  const [colleague, setColleague] = useState<Choice>()
  const form = useForm({ defaultValues: { userId: '' } })
  const submit = async ({ userId }: { userId: string }) => {
    keepNotification(queryClient, await handOver(id, userId))
    toaster.create({ type: 'success', title: 'Handed over', ...(colleague && { description: `To ${colleague.name}` }) })
    onDone()
  }
  return (
    <Box mt="3" maxW="xl">
      <Form
        form={form}
        onSubmit={submit}
        submitLabel="Hand it over"
        secondary={
          <Button variant="ghost" onClick={onDone}>
            Keep it
          </Button>
        }
      >
        <RecordPicker
          name="userId"
          label="Colleague"
          hint="They have to answer it from then on, within the same time as you had."
          placeholder="Name, or a whole e-mail address"
          search={(q) => searchColleagues(q, user.id)}
          onChoose={setColleague}
          required
        />
      </Form>
    </Box>
  )
}
