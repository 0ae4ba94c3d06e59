import { Text } from '@chakra-ui/react'
import { useRouteContext } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { toApiError } from '../../api/problem.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { TextLink } from '../../ui/links.tsx'
import { LoginRefused } from './LoginRefused.tsx'
import { Welcome } from './Welcome.tsx'

const defaultValues = { email: '', password: '' }

export function LoginPage() {
  const session = useRouteContext({ from: '__root__', select: (context) => context.session })
  const form = useForm({ defaultValues })
  return (
    <Welcome title="Sign in" intro="Use the account your hospital gave you.">
      <Form
        form={form}
        onSubmit={session.signIn}
        submitLabel="Sign in"
        explain={(failure) =>
          toApiError(failure).kind === 'unauthenticated' ? <LoginRefused /> : <FailureNotice failure={failure} />
        }
      >
        <TextField name="email" label="E-mail" type="email" autoComplete="username" required />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" required />
      </Form>
      <Text textStyle="sm" color="fg.muted">
        A patient without an account? <TextLink to="/register">Create one</TextLink>
      </Text>
    </Welcome>
  )
}
