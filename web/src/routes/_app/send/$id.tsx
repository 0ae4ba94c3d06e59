import { createFileRoute } from '@tanstack/react-router'
import { requireMay } from '../../../features/auth/access.ts'
import { sendQuery } from '../../../features/send/queries.ts'
import { SentPage } from '../../../features/send/SentPage.tsx'

export const Route = createFileRoute('/_app/send/$id')({
  beforeLoad: ({ context: { user } }) => requireMay(user, 'send.read'),
  loader: ({ context: { queryClient }, params: { id } }) => queryClient.ensureQueryData(sendQuery(id)),
  component: SentPage,
})
