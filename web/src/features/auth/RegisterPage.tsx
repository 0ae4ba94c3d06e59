import { Text } from '@chakra-ui/react'
import { useRouteContext } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { t } from '../../language/t.ts'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { TextLink } from '../../ui/links.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { Welcome } from './Welcome.tsx'

const defaultValues = { name: '', email: '', password: '' }

export function RegisterPage() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const form = useForm({ defaultValues })
  return (
    <Welcome title={t('auth.register.title')} intro={t('auth.register.intro')}>
      <Form form={form} onSubmit={session.register} submitLabel={t('auth.register.submit')} mayBeLeft>
        <TextField name="name" label={t('auth.name')} autoComplete="name" required />
        <TextField name="email" label={t('auth.email')} type="email" autoComplete="email" required />
        <PasswordField name="password" label={t('auth.password')} autoComplete="new-password" required />
      </Form>
      <Text textStyle="sm" color="fg.muted">
        {t('auth.register.haveAccount')} <TextLink to="/login">{t('auth.register.signIn')}</TextLink>
      </Text>
    </Welcome>
  )
}
