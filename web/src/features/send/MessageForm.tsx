import { Box, Grid, Stack } from '@chakra-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { may } from '@wardline/kit/permissions'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useIdempotencyKey } from '../../api/idempotency.ts'
import type { Severity } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { ChoicesField } from '../../ui/ChoicesField.tsx'
import { Form } from '../../ui/Form.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/fields.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { roleOptions } from '../auth/roles.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { AnswerFields } from './AnswerFields.tsx'
import { LaterFields } from './LaterFields.tsx'
import { type Audience, emptyMessage, type MessageValues, messageOf, nextFullHour, previewOf } from './message.ts'
import { PeopleField } from './PeopleField.tsx'
import { sendMessage } from './queries.ts'
import { Recipients } from './Recipients.tsx'

const words = t('send.form', { returnObjects: true })
const optionsOf = <Value extends string>(labels: Record<Value, string>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }))
const audiences = optionsOf<Audience>(words.audiences)
const severities = optionsOf<Severity>(words.severities)

/** A message to people, roles or everyone, beside whom it reaches. */
export function MessageForm() {
  const { user, clock } = useSignedIn()
  const queryClient = useQueryClient()
  const anew = () => ({ ...emptyMessage, ...nextFullHour(clock, Date.now()) })
  const form = useForm<MessageValues>({ defaultValues: anew() })
  const once = useIdempotencyKey()
  const [sent, setSent] = useState(0)
  const values = form.watch()
  const mayNameRoles = may(user.role, 'notification.send') === 'any'
  const send = async (filled: MessageValues) => {
    const message = messageOf(filled, clock)
    const { count } = await once(message, sendMessage)
    toaster.create({
      type: 'success',
      title: message.sendAt ? words.scheduled : words.sent,
      description: t('send.form.sentTo', { count }),
    })
    void queryClient.invalidateQueries({ queryKey: ['deliveries'] })
    form.reset(anew())
    setSent((before) => before + 1)
  }
  return (
    <Grid templateColumns={{ base: 'minmax(0, 1fr)', xl: '3fr 2fr' }} gap="5" alignItems="start">
      <Panel>
        {/* A form sent is a form begun anew: its pickers are emptied too. */}
        <Form key={sent} form={form} onSubmit={send} submitLabel={values.isLater ? words.submitLater : words.submit}>
          {mayNameRoles && <SelectField name="audience" label={words.to} options={audiences} />}
          {values.audience === 'people' && <PeopleField name="people" label={words.people} />}
          {values.audience === 'roles' && (
            <ChoicesField name="roles" label={words.roles} options={roleOptions} needed={words.chooseRole} />
          )}
          <TextField name="title" label={words.title} required />
          <TextAreaField name="body" label={words.body} rows={4} required />
          <Box maxW="xs">
            <SelectField name="severity" label={words.severity} options={severities} />
          </Box>
          <Stack gap="3">
            <CheckField name="email" label={words.email} hint={words.emailHint} />
            <CheckField name="webhook" label={words.webhook} hint={words.webhookHint} />
          </Stack>
          <AnswerFields mayNameRoles={mayNameRoles} />
          <LaterFields />
        </Form>
      </Panel>
      <Box position={{ xl: 'sticky' }} top="4">
        <Recipients message={previewOf(messageOf(values, clock))} />
      </Box>
    </Grid>
  )
}
