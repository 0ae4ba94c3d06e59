import { Text } from '@chakra-ui/react'
import { useRouteContext } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { t } from '../../language/t.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { TextLink } from '../../ui/links.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { LoginRefused, typeAgain } from './LoginRefused.tsx'
import { Welcome } from './Welcome.tsx'

const defaultValues = { email: '', password: '' }

export function LoginPage() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const form = useForm({ defaultValues })
  return (
    <Welcome title={t('auth.signIn.title')} intro={t('auth.signIn.intro')}>
      <Form
        form={form}
        onSubmit={(values) => session.signIn(values).catch(typeAgain(form))}
        mayBeLeft
        submitLabel={t('auth.signIn.submit')}
        explain={(failure) => <LoginRefused failure={failure} />}
      >
        <TextField name="email" label={t('auth.email')} type="email" autoComplete="username" required />
        <PasswordField name="password" label={t('auth.password')} autoComplete="current-password" required />
      </Form>
      <Text textStyle="sm" color="fg.muted">
        {t('auth.signIn.noAccount')} <TextLink to="/register">{t('auth.signIn.register')}</TextLink>
      </Text>
    </Welcome>
  )
}
