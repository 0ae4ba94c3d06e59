import { createFileRoute, redirect } from '@tanstack/react-router'
import { LoginPage } from '../features/auth/LoginPage.tsx'

interface LoginSearch {
  /** Where the person wanted to go. */
  to?: string
}

export const Route = createFileRoute('/login')({
  validateSearch: ({ to }): LoginSearch => (typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {}),
  beforeLoad: ({ context: { user }, search }) => {
    if (user) throw redirect({ to: search.to ?? '/' })
  },
  component: LoginPage,
})
