import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../features/auth/access.ts'
import { templatesQuery } from '../../features/templates/queries.ts'
import { TemplatesPage } from '../../features/templates/TemplatesPage.tsx'

export const Route = createFileRoute('/_app/templates')({
  validateSearch: ({ kind }: Record<string, unknown>): { kind?: string } => (typeof kind === 'string' ? { kind } : {}),
  beforeLoad: ({ context: { user } }) => requireMay(user, 'delivery.read'),
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(templatesQuery),
  component: TemplatesPage,
})
