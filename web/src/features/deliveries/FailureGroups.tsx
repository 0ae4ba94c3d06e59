import { Flex, Skeleton, Stack } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { MailCheck, SearchX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ExportButton } from '../../ui/ExportButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { fading } from '../../ui/fading.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { FailureFilters } from './FailureFilters.tsx'
import { FailureGroupSection } from './FailureGroupSection.tsx'
import { type FailureSearch, filterOf, isFiltered } from './filter.ts'
import { failuresQuery } from './queries.ts'
import { RetriedList } from './RetriedList.tsx'
import { RetryManyButton } from './RetryManyButton.tsx'
import { isMendable } from './states.ts'

const Empty = ({ search }: { search: FailureSearch }) => (
  <Panel>
    {isFiltered(search) ? (
      <EmptyState icon={SearchX} {...t('deliveries.failures.noneFound', { returnObjects: true })} />
    ) : (
      <EmptyState icon={MailCheck} {...t('deliveries.failures.none', { returnObjects: true })} />
    )}
  </Panel>
)

/** What a click can mend comes before what needs a telephone. */
export const inOrderOfUse = (groups: FailureGroup[]) =>
  groups.toSorted((one, other) => Number(isMendable(other)) - Number(isMendable(one)))

interface FailureGroupsProps {
  search: FailureSearch
  onSearch: (search: FailureSearch) => void
}

/** What could not be delivered, by cause; what was sent again stays in sight until it has arrived. */
export function FailureGroups({ search, onSearch }: FailureGroupsProps) {
  const [retried, setRetried] = useState<Failure[]>([])
  const heading = useRef<HTMLHeadingElement>(null)
  // A group that was sent again as a whole goes away with its button.
  const kept = useKeptFocus(() => heading.current)
  const failures = useQuery({ ...failuresQuery(search), placeholderData: keepPreviousData })
  const keep = (failure: Failure) =>
    setRetried((before) => [failure, ...before.filter(({ deliveryId }) => deliveryId !== failure.deliveryId)])
  // The row with the button goes away: whoever works with the keyboard goes on where its fate is told.
  useEffect(() => {
    if (retried.length > 0) heading.current?.focus()
  }, [retried])
  const groups = inOrderOfUse(failures.data?.items ?? [])
  return (
    <Stack gap="7" {...kept}>
      <RetriedList failures={retried} headingRef={heading} />
      <Section
        id="failed"
        title={t('deliveries.failures.title')}
        aside={
          <Flex gap="2" align="center" wrap="wrap">
            <ExportButton
              file={{
                path: '/notifications/failures',
                query: filterOf(search, Date.now()),
                name: t('deliveries.failures.file'),
              }}
              disabled={groups.length === 0}
            />
            {groups.filter(isMendable).length > 1 && <RetryManyButton search={search} />}
          </Flex>
        }
      >
        <FailureFilters search={search} onSearch={onSearch} groups={groups} />
        {failures.isPending && <Skeleton height="40" />}
        {failures.isError && <FailureNotice failure={failures.error} onRetry={() => void failures.refetch()} />}
        {failures.data?.items.length === 0 && <Empty search={search} />}
        <Stack gap="6" {...fading(failures.isPlaceholderData)}>
          {groups.map((group) => (
            <FailureGroupSection
              key={`${group.cause} ${group.status}`}
              group={group}
              search={search}
              onRetried={keep}
            />
          ))}
        </Stack>
      </Section>
    </Stack>
  )
}
