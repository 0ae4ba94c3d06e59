import { Stack } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { MailOpen } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { DeliveryCharts } from './DeliveryCharts.tsx'
import { FailureGroups } from './FailureGroups.tsx'
import { QueuePanel } from './QueuePanel.tsx'

const route = getRouteApi('/_app/deliveries/')

/** What failed and can be mended, what waits, and how delivery has gone. */
export function DeliveriesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader
        title={t('deliveries.title')}
        actions={
          <ButtonLink to="/templates" look="outline">
            <MailOpen aria-hidden />
            {t('deliveries.templatesLink')}
          </ButtonLink>
        }
      />
      <Stack gap="8">
        <FailureGroups search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
        <QueuePanel />
        <DeliveryCharts />
      </Stack>
    </>
  )
}
