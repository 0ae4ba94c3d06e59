import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { TextLink } from '../../ui/links.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { Concerned } from './Concerned.tsx'
import { FailureActions } from './FailureActions.tsx'
import type { FailureSearch } from './filter.ts'
import { RetryManyButton } from './RetryManyButton.tsx'
import { causeInWords, channelInWords, describeState, isLasting, isMendable } from './states.ts'
import { When } from './When.tsx'

const words = t('deliveries.failures.columns', { returnObjects: true })

const columns: Column<Failure>[] = [
  { header: words.to, cell: (failure) => <Concerned failure={failure} /> },
  { header: words.what, cell: ({ kind }) => kindInWords(kind) },
  { header: words.channel, cell: ({ channel }) => channelInWords(channel) },
  { header: words.when, cell: ({ at }) => <When at={at} /> },
]

const countInWords = (count: number, shown: number): string =>
  shown === 0 || count === shown
    ? t('deliveries.failures.total', { count })
    : t('deliveries.failures.newest', { total: count, shown })

interface FailureGroupSectionProps {
  group: FailureGroup
  search: FailureSearch
  onRetried: (failure: Failure) => void
}

/** One cause, in words, and whom it kept from being told. */
export function FailureGroupSection({ group, search, onRetried }: FailureGroupSectionProps) {
  const { cause, status, oldestAt } = group
  const meaning = causeInWords(cause, group.meaning)
  // What a click cannot mend is counted only, unless it is what one asked for: it would crowd out the rest.
  const items = isMendable(group) || search.cause ? group.items : []
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
            {countInWords(group.count, items.length)} · {t('deliveries.failures.oldest')} <When at={oldestAt} />
          </Text>
          {!isMendable(group) && <Text textStyle="sm">{t('deliveries.failures.callThem')}</Text>}
          {isLasting(group) && <Text textStyle="sm">{t('deliveries.failures.lasting')}</Text>}
          {items.length < group.items.length && (
            <TextLink to="/deliveries" search={{ ...search, cause }}>
              {t('deliveries.failures.showThem')}
            </TextLink>
          )}
        </Box>
        {isMendable(group) && <RetryManyButton search={{ ...search, cause }} group={group} />}
      </Flex>
      {items.length > 0 && (
        <DataTable
          label={meaning}
          items={items}
          columns={isMendable(group) ? [...columns, actions] : columns}
          rowKey={({ deliveryId, userId, at, addressee }) => deliveryId ?? `${userId ?? addressee?.id} ${at}`}
          empty={null}
        />
      )}
    </section>
  )
}
