import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import type { Delivery } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { causeInWords, channelInWords, describeState } from './states.ts'

interface ChannelStandingProps {
  delivery: Delivery
}

/** Where one channel stands: its state, what that means, and why. */
export function ChannelStanding({ delivery }: ChannelStandingProps) {
  const { clock } = useSignedIn()
  const { channel, target, status, cause, meaning, nextTryAt, overridden, attempts } = delivery
  const state = describeState(status)
  const tries = attempts.length
    ? t('deliveries.story.tries', { count: attempts.length })
    : channel !== 'in-app' && t('deliveries.story.noTries')
  return (
    <Box as="section" aria-label={channelInWords(channel)}>
      <Flex gap="2" align="center" wrap="wrap" mb="1">
        <Heading as="h3" size="sm" fontFamily="body">
          {target === 'fallback' ? t('deliveries.story.fallback') : channelInWords(channel)}
        </Heading>
        <StatusBadge {...state} />
      </Flex>
      <Text textStyle="sm">{state.meaning}.</Text>
      {cause && <Text textStyle="sm">{causeInWords(cause, meaning)}</Text>}
      {overridden && <Text textStyle="sm">{t('deliveries.story.overridden')}</Text>}
      <Text textStyle="xs" color="fg.muted">
        {tries}
        {nextTryAt && ` · ${t('deliveries.story.nextTry', { at: clock.dayAndClock(nextTryAt) })}`}
      </Text>
    </Box>
  )
}
