import { Skeleton, Stack } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { FailureGroupSection } from './FailureGroupSection.tsx'
import { failuresQuery } from './queries.ts'
import { RetriedList } from './RetriedList.tsx'
import { isMendable } from './states.ts'

const Empty = () => (
  <Panel>
    <EmptyState
      icon={MailCheck}
      title="Nothing has failed"
      body="Whatever can’t be delivered shows here with its cause, and can be sent again."
    />
  </Panel>
)

/** What a click can mend comes before what needs a telephone. */
const inOrderOfUse = (groups: FailureGroup[]) =>
  groups.toSorted((one, other) => Number(isMendable(other)) - Number(isMendable(one)))

interface FailureGroupsProps {
  /** Rows of each cause; all that the list holds when absent. */
  rows?: number
}

/** What could not be delivered, by cause; what was sent again stays in sight until it has arrived. */
export function FailureGroups({ rows }: FailureGroupsProps) {
  const [retried, setRetried] = useState<Failure[]>([])
  const failures = useQuery(failuresQuery)
  const keep = (failure: Failure) =>
    setRetried((before) => [failure, ...before.filter(({ deliveryId }) => deliveryId !== failure.deliveryId)])
  if (failures.isPending) return <Skeleton height="40" />
  if (failures.isError) return <FailureNotice failure={failures.error} onRetry={() => void failures.refetch()} />
  return (
    <Stack gap="6">
      <RetriedList failures={retried} />
      {failures.data.items.length === 0 && <Empty />}
      {inOrderOfUse(failures.data.items).map((group) => (
        <FailureGroupSection key={`${group.cause} ${group.status}`} group={group} rows={rows} onRetried={keep} />
      ))}
    </Stack>
  )
}
