import { Box, Button } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { Form } from '../../ui/Form.tsx'
import { TextAreaField } from '../../ui/fields.tsx'
import { decline, keepNotification } from './queries.ts'

interface AnswerFormProps {
  id: string
  onDone: () => void
}

/** Says why an alert is somebody else's; whoever is told next reads it. */
export function DeclineForm({ id, onDone }: AnswerFormProps) {
  const queryClient = useQueryClient()
  const form = useForm({ defaultValues: { reason: '' } })
  const submit = async ({ reason }: { reason: string }) => {
    keepNotification(queryClient, await decline(id, reason.trim()))
    onDone()
  }
  return (
    <Box mt="3" maxW="xl">
      <Form
        form={form}
        onSubmit={submit}
        submitLabel="Say it is not mine"
        secondary={
          <Button variant="ghost" onClick={onDone}>
            Leave it
          </Button>
        }
      >
        <TextAreaField
          name="reason"
          label="Why it is not yours"
          hint="Whoever is asked next reads this."
          rows={2}
          required
        />
      </Form>
    </Box>
  )
}
