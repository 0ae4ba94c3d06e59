import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { durationInWords } from '../../time/duration.ts'
import { ago } from '../../time/zone.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { TextLink } from '../../ui/links.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { Concerned } from './Concerned.tsx'
import { FailureActions } from './FailureActions.tsx'
import type { FailureSearch } from './filter.ts'
import { RetryManyButton } from './RetryManyButton.tsx'
import { causeInWords, channelInWords, describeState, isMendable } from './states.ts'

function When({ at }: Pick<Failure, 'at'>) {
  const { clock } = useSignedIn()
  return <time dateTime={at}>{ago(clock, at, Date.now())}</time>
}

const words = t('deliveries.failures.columns', { returnObjects: true })

const columns: Column<Failure>[] = [
  { header: words.to, cell: (failure) => <Concerned failure={failure} /> },
  { header: words.what, cell: ({ kind }) => kindInWords(kind) },
  { header: words.channel, cell: ({ channel }) => channelInWords(channel) },
  { header: words.when, cell: ({ at }) => <When at={at} /> },
]

const countInWords = (count: number, shown: number): string =>
  count === shown ? t('deliveries.failures.total', { count }) : t('deliveries.failures.newest', { total: count, shown })

/** What a click cannot mend takes little room, unless it is what one asked for. */
const unmendableRows = 5

interface FailureGroupSectionProps {
  group: FailureGroup
  search: FailureSearch
  onRetried: (failure: Failure) => void
}

/** One cause, in words, and whom it kept from being told. */
export function FailureGroupSection({ group, search, onRetried }: FailureGroupSectionProps) {
  const { cause, status, oldestAgeSeconds } = group
  const meaning = causeInWords(cause, group.meaning)
  const items = isMendable(group) || search.cause ? group.items : group.items.slice(0, unmendableRows)
  const actions: Column<Failure> = {
    header: words.actions,
    hiddenHeader: true,
    aside: true,
    cell: (failure) => <FailureActions failure={failure} group={group} onRetried={onRetried} />,
  }
  return (
    <section aria-label={meaning}>
      <Flex justify="space-between" align="end" gap="3" wrap="wrap" mb="2">
        <Box>
          <Heading as="h3" size="md" fontFamily="body">
            {meaning} {status && <StatusBadge {...describeState(status)} />}
          </Heading>
          <Text textStyle="sm" color="fg.muted">
            {countInWords(group.count, items.length)} ·{' '}
            {t('deliveries.failures.oldest', { age: durationInWords(oldestAgeSeconds) })}
          </Text>
          {!isMendable(group) && <Text textStyle="sm">{t('deliveries.failures.callThem')}</Text>}
          {items.length < group.items.length && (
            <TextLink to="/deliveries" search={{ ...search, cause }}>
              {t('deliveries.failures.showMore')}
            </TextLink>
          )}
        </Box>
        {isMendable(group) && <RetryManyButton search={{ ...search, cause }} group={group} />}
      </Flex>
      <DataTable
        label={meaning}
        items={items}
        columns={isMendable(group) ? [...columns, actions] : columns}
        rowKey={({ deliveryId, userId, at, addressee }) => deliveryId ?? `${userId ?? addressee?.id} ${at}`}
        empty={null}
      />
    </section>
  )
}
