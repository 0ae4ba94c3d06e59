import { createFileRoute, redirect } from '@tanstack/react-router'
import { RegisterPage } from '../features/auth/RegisterPage.tsx'

export const Route = createFileRoute('/register')({
  beforeLoad: ({ context: { user } }) => {
    if (user) throw redirect({ to: '/' })
  },
  component: RegisterPage,
})
