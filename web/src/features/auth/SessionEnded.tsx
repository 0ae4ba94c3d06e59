import { Button, Text } from '@chakra-ui/react'
import { useRouteContext } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { t } from '../../language/t.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { LoginRefused, typeAgain } from './LoginRefused.tsx'
import { useSignedIn } from './signed-in.ts'

/** Over the page that somebody was working on: it is still there when they have signed in again, and what it asked goes on. */
export default function SessionEnded() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const { email } = useSignedIn().user
  const form = useForm({ defaultValues: { email, password: '' } })
  return (
    <Modal title={t('auth.ended.title')} veiled>
      <Form
        form={form}
        onSubmit={({ password }) => session.signIn({ email, password }).catch(typeAgain(form))}
        mayBeLeft
        submitLabel={t('auth.ended.submit')}
        explain={(failure) => <LoginRefused failure={failure} />}
        secondary={
          <Button variant="ghost" onClick={session.leave}>
            {t('auth.ended.leave')}
          </Button>
        }
      >
        <Text>{t('auth.ended.body')}</Text>
        <TextField name="email" label={t('auth.email')} type="email" autoComplete="username" readOnly />
        <PasswordField name="password" label={t('auth.password')} autoComplete="current-password" required autoFocus />
      </Form>
      <Text textStyle="xs" color="fg.muted" mt="4">
        {t('auth.ended.leaving')}
      </Text>
    </Modal>
  )
}
