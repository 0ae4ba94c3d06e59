import { Button, Flex } from '@chakra-ui/react'
import { getRouteApi } from '@tanstack/react-router'
import { severities } from '@wardline/notification/rules'
import { t } from '../../language/inside.ts'
import { Choose } from '../../ui/Choose.tsx'
import { inboxSearch } from './inbox-search.ts'
import { kindInWords, knownKinds } from './kinds.ts'
import type { InboxFilter } from './queries.ts'

const route = getRouteApi('/_app/notifications')

const severityOptions = severities.map((value) => ({ value, label: t(`notifications.severity.${value}`) }))
const kindOptions = knownKinds.map((value) => ({ value, label: kindInWords(value) }))

/** Which part of the inbox is shown; it stands in the address. */
export function InboxFilters(filter: InboxFilter) {
  const navigate = route.useNavigate()
  const { unread = false, severity, kind } = filter
  const show = (change: Record<string, unknown>) =>
    void navigate({ search: inboxSearch({ ...filter, ...change }), replace: true })
  // A kind that a sender made up is in the list for as long as it is asked for.
  const kinds = kind && !knownKinds.includes(kind) ? [...kindOptions, { value: kind, label: kind }] : kindOptions
  return (
    <Flex gap="3" wrap="wrap" mb="4" align="end">
      <Flex as="fieldset" gap="1" aria-label={t('notifications.filter.label')}>
        <Button variant={unread ? 'ghost' : 'solid'} aria-pressed={!unread} onClick={() => show({ unread: undefined })}>
          {t('notifications.filter.all')}
        </Button>
        <Button variant={unread ? 'solid' : 'ghost'} aria-pressed={unread} onClick={() => show({ unread: true })}>
          {t('notifications.filter.unread')}
        </Button>
      </Flex>
      <Choose
        label={t('notifications.filter.severity')}
        value={severity ?? ''}
        any={t('notifications.filter.any')}
        options={severityOptions}
        onChoose={(value) => show({ severity: value })}
      />
      <Choose
        label={t('notifications.filter.kind')}
        value={kind ?? ''}
        any={t('notifications.filter.any')}
        options={kinds}
        onChoose={(value) => show({ kind: value })}
      />
    </Flex>
  )
}
