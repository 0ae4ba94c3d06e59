import { PageHeader } from '../../ui/PageHeader.tsx'
import { FailureGroups } from './FailureGroups.tsx'

export const DeliveriesPage = () => (
  <>
    <PageHeader title="Failed deliveries" />
    <FailureGroups />
  </>
)
