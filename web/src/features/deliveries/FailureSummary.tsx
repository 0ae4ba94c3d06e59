import { Box, Flex, Skeleton, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import type { FailureGroup } from '../../api/records.ts'
import { locale, t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { figureColumn } from '../../ui/figures.tsx'
import { TextLink } from '../../ui/links.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { BulkProgress } from './BulkProgress.tsx'
import { bulkQuery } from './bulk.ts'
import { inOrderOfUse } from './FailureGroups.tsx'
import { failuresQuery } from './queries.ts'
import { RetryManyButton } from './RetryManyButton.tsx'
import { causeInWords, describeState, isMendable } from './states.ts'
import { When } from './When.tsx'

const words = t('deliveries.failures', { returnObjects: true })
const number = new Intl.NumberFormat(locale)

const columns: Column<FailureGroup>[] = [
  {
    header: words.summary.cause,
    cell: ({ cause, meaning, status }) => (
      <Box>
        <TextLink to="/deliveries" search={{ cause }}>
          {causeInWords(cause, meaning)}
        </TextLink>{' '}
        {status && <StatusBadge {...describeState(status)} />}
        {!isMendable({ cause }) && (
          <Text textStyle="xs" color="fg.muted">
            {words.callThem}
          </Text>
        )}
      </Box>
    ),
  },
  figureColumn(words.summary.count, ({ count }) => number.format(count)),
  figureColumn(words.summary.oldest, ({ oldestAt }) => <When at={oldestAt} />),
  {
    header: words.columns.actions,
    hiddenHeader: true,
    aside: true,
    cell: (group) => (
      <Flex justify={{ md: 'end' }}>
        {isMendable(group) && <RetryManyButton search={{ cause: group.cause }} group={group} />}
      </Flex>
    ),
  },
]

/** What failed, by cause, with the age of the oldest and the way to mend it. */
export function FailureSummary() {
  const failures = useQuery(failuresQuery())
  const { data: bulks = [] } = useQuery(bulkQuery)
  const [latest] = bulks
  if (failures.isPending) return <Skeleton height="40" />
  if (!failures.data) return <FailureNotice failure={failures.error} onRetry={() => void failures.refetch()} />
  return (
    <>
      {latest && (
        <Box mb="4" role="status">
          <BulkProgress bulk={latest} />
        </Box>
      )}
      <DataTable
        label={words.title}
        items={inOrderOfUse(failures.data.items)}
        columns={columns}
        rowKey={({ cause, status }) => `${cause} ${status}`}
        empty={<EmptyState icon={MailCheck} {...words.none} />}
      />
    </>
  )
}
