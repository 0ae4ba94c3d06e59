import { Button, Flex } from '@chakra-ui/react'
import { type Cause, causes, channels } from '@wardline/notification/rules'
import { FilterX } from 'lucide-react'
import type { FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Choose } from '../../ui/Choose.tsx'
import { kindInWords, knownKinds } from '../notifications/kinds.ts'
import { type FailureSearch, isCause, isFiltered, type Span, spans } from './filter.ts'
import { causeInWords, channelInWords } from './states.ts'

const channelOptions = channels.map((value) => ({ value, label: channelInWords(value) }))
const spanOptions = (Object.keys(spans) as Span[]).map((value) => ({ value, label: t(`deliveries.filters.${value}`) }))

/** Causes that leave something undone; the others say why something was not sent on purpose. */
const isFailing = (cause: Cause) => cause !== 'switched-off' && cause !== 'quiet-hours'
const causeOptions = (Object.keys(causes) as Cause[])
  .filter(isFailing)
  .map((value) => ({ value, label: causeInWords(value, causes[value]) }))

interface FailureFiltersProps {
  search: FailureSearch
  onSearch: (search: FailureSearch) => void
  /** What is listed now: senders make up kinds of their own. */
  groups: FailureGroup[]
}

const without = (search: FailureSearch, name: keyof FailureSearch): FailureSearch =>
  Object.fromEntries(Object.entries(search).filter(([key]) => key !== name))

/** What of the failures is looked at; each choice is in the address. */
export function FailureFilters({ search, onSearch, groups }: FailureFiltersProps) {
  const { cause, channel, kind, since } = search
  const seen = groups.flatMap(({ items }) => items.map((failure) => failure.kind))
  const kinds = [...new Set([...knownKinds, ...seen, ...(kind ? [kind] : [])])]
  const choose =
    <Name extends keyof FailureSearch>(name: Name) =>
    (value: string) =>
      onSearch({ ...without(search, name), ...(value && { [name]: value }) })
  return (
    <Flex as="fieldset" gap="3" wrap="wrap" align="end" mb="4" aria-label={t('deliveries.filters.label')}>
      <Choose
        label={t('deliveries.filters.cause')}
        value={isCause(cause) ? cause : ''}
        options={causeOptions}
        any={t('deliveries.filters.any')}
        onChoose={choose('cause')}
      />
      <Choose
        label={t('deliveries.filters.channel')}
        value={channel ?? ''}
        options={channelOptions}
        any={t('deliveries.filters.any')}
        onChoose={choose('channel')}
      />
      <Choose
        label={t('deliveries.filters.kind')}
        value={kind ?? ''}
        options={kinds.map((value) => ({ value, label: kindInWords(value) }))}
        any={t('deliveries.filters.any')}
        onChoose={choose('kind')}
      />
      <Choose
        label={t('deliveries.filters.since')}
        value={since ?? ''}
        options={spanOptions}
        any={t('deliveries.filters.always')}
        onChoose={choose('since')}
      />
      {isFiltered(search) && (
        <Button variant="ghost" onClick={() => onSearch({})}>
          <FilterX aria-hidden />
          {t('deliveries.filters.clear')}
        </Button>
      )}
    </Flex>
  )
}
