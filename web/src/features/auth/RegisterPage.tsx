import { Text } from '@chakra-ui/react'
import { useRouteContext } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { TextLink } from '../../ui/links.tsx'
import { Welcome } from './Welcome.tsx'

const defaultValues = { name: '', email: '', password: '' }

export function RegisterPage() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const form = useForm({ defaultValues })
  return (
    <Welcome title="Create an account" intro="For patients. Staff accounts are made by an administrator.">
      <Form form={form} onSubmit={session.register} submitLabel="Create account">
        <TextField name="name" label="Name" autoComplete="name" required />
        <TextField name="email" label="E-mail" type="email" autoComplete="email" required />
        <TextField name="password" label="Password" type="password" autoComplete="new-password" required />
      </Form>
      <Text textStyle="sm" color="fg.muted">
        You have an account? <TextLink to="/login">Sign in</TextLink>
      </Text>
    </Welcome>
  )
}
