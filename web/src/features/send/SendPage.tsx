import { Box } from '@chakra-ui/react'
import { may, type Role } from '@wardline/kit/permissions'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import type { Severity } from '../../api/records.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Choice } from '../../ui/RecordPicker.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { roleOptions } from '../auth/roles.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { PeopleField } from './PeopleField.tsx'
import { type Audience, type Message, sendMessage } from './send.ts'

const audiences = [
  { value: 'people', label: 'People I choose' },
  { value: 'role', label: 'Everyone with a role' },
  { value: 'everyone', label: 'Everyone' },
]

const severities = [
  { value: 'info', label: 'Information' },
  { value: 'warning', label: 'Warning' },
  { value: 'critical', label: 'Critical: has to be acknowledged' },
]

const defaultValues = {
  audience: 'people' as Audience,
  people: [] as Choice[],
  role: 'nurse' as Role,
  title: '',
  body: '',
  severity: 'info' as Severity,
  email: false,
}
type Values = typeof defaultValues

const recipients = ({ audience, people, role }: Values): Message['to'] => {
  if (audience === 'people') return { userIds: people.map(({ id }) => id) }
  return audience === 'role' ? { roles: [role] } : { everyone: true }
}

export function SendPage() {
  const { user } = useSignedIn()
  const form = useForm({ defaultValues })
  const once = useIdempotencyKey()
  const [sent, setSent] = useState(0)
  const audience = form.watch('audience')
  const send = async (values: Values) => {
    const { title, body, severity, email } = values
    const message: Message = {
      to: recipients(values),
      title,
      body,
      severity,
      channels: email ? ['in-app', 'email'] : ['in-app'],
    }
    const { count } = await once(message, sendMessage)
    toaster.create({
      type: 'success',
      title: 'Sent',
      description: count === 1 ? 'To one person' : `To ${count} people`,
    })
    form.reset()
    setSent((before) => before + 1)
  }
  return (
    <>
      <PageHeader title="Send a message" />
      <Panel maxW="2xl">
        {/* A form sent is a form begun anew: its pickers are emptied too. */}
        <Form key={sent} form={form} onSubmit={send} submitLabel="Send">
          {may(user.role, 'notification.send') === 'any' && (
            <SelectField name="audience" label="To" options={audiences} />
          )}
          {audience === 'people' && <PeopleField />}
          {audience === 'role' && <SelectField name="role" label="Role" options={roleOptions} />}
          <TextField name="title" label="Title" required />
          <TextAreaField name="body" label="Message" rows={4} required />
          <Box maxW="xs">
            <SelectField name="severity" label="Severity" options={severities} />
          </Box>
          <CheckField name="email" label="Send an e-mail too" hint="It carries no text, only a link into Wardline." />
        </Form>
      </Panel>
    </>
  )
}
