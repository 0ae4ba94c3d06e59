import { PageHeader } from '../../ui/PageHeader.tsx'
import { FailuresTable } from './FailuresTable.tsx'
import { RetryAllButton } from './RetryAllButton.tsx'

export const DeliveriesPage = () => (
  <>
    <PageHeader title="Failed deliveries" actions={<RetryAllButton />} />
    <FailuresTable />
  </>
)
