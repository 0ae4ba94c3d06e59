import { Flex } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Failure, FailureGroup } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { kindInWords } from '../notifications/kinds.ts'
import { concernedQuery } from './queries.ts'
import { RetryButton } from './RetryButton.tsx'
import { isLasting } from './states.ts'

interface FailureActionsProps {
  failure: Failure
  group: FailureGroup
  onRetried: (failure: Failure) => void
}

/** What there is to do about one delivery: understand it, or send it again. */
export function FailureActions({ failure, group, onRetried }: FailureActionsProps) {
  const { data: name = t('deliveries.failures.recipient') } = useQuery(concernedQuery(failure))
  const { notificationId, kind } = failure
  if (!notificationId) return null
  const about = { kind: kindInWords(kind), name }
  return (
    <Flex gap="1" justify={{ md: 'end' }}>
      <ButtonLink
        to="/deliveries/$id"
        params={{ id: notificationId }}
        look="ghost"
        size="xs"
        aria-label={t('deliveries.failures.storyOf', about)}
      >
        {t('deliveries.failures.story')}
      </ButtonLink>
      <RetryButton
        notificationId={notificationId}
        label={t('deliveries.failures.retryOf', about)}
        recipient={name}
        isRisky={group.status === 'unknown'}
        isQuiet={isLasting(group)}
        onRetried={() => onRetried(failure)}
      />
    </Flex>
  )
}
