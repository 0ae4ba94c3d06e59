import { getRouteApi } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { MessageForm } from './MessageForm.tsx'
import { SentList } from './SentList.tsx'

const route = getRouteApi('/_app/send/')

/** Writing to people, and what became of what was written. */
export function SendPage() {
  const { sent = 'own' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader title={t('send.title')} />
      <MessageForm />
      <SentList
        whose={sent}
        onChoose={(whose) => void navigate({ search: whose === 'all' ? { sent: whose } : {}, replace: true })}
      />
    </>
  )
}
