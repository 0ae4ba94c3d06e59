import { Box, Flex, Text } from '@chakra-ui/react'
import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { minutesInWords, useMinutesSince } from '../today/waiting/minutes.ts'
import { lookedAfterQuery, sendsQuery } from './queries.ts'
import { recentAlerts, type Unanswered, unansweredOf } from './sent-alerts.ts'

/** Of many, the worst so many; the rest is one click away. */
const shown = 2

function SentAlert({ alert: { id, title, since, reached, owner } }: { alert: Unanswered }) {
  const time = minutesInWords(useMinutesSince(since))
  const standing = owner
    ? t('send.unanswered.with', { name: nameOf(owner), time })
    : t('send.unanswered.nobody', { time })
  return (
    <Flex as="li" gap="2" rowGap="0" wrap="wrap" minH="6" align="baseline">
      <TextLink to="/send/$id" params={{ id }}>
        {title}
      </TextLink>
      <Text as="span" fontVariantNumeric="tabular-nums">
        {standing}
        {reached !== 'nobody' && ` · ${t(`send.unanswered.reached.${reached}`)}`}
      </Text>
    </Flex>
  )
}

/** On every page of whoever sends alerts: those of theirs that nobody has acknowledged. */
export default function SentByYou() {
  const sends = useInfiniteQuery(sendsQuery('own'))
  const recent = recentAlerts(sends.data?.pages.flatMap(({ items }) => items) ?? [], Date.now())
  const details = useQueries({ queries: recent.map(({ id }) => lookedAfterQuery(id)) })
  const unanswered = unansweredOf(details.flatMap(({ data }) => data ?? []))
  if (unanswered.length === 0) return null
  const more = unanswered.length - shown
  return (
    <Flex
      as="section"
      aria-label={t('send.unanswered.label')}
      gap="3"
      px={{ base: '4', md: '8' }}
      py="2"
      textStyle="sm"
      bg="orange.subtle"
      borderBottomWidth="1px"
    >
      <Box color="orange.fg" pt="0.5">
        <Send size={20} aria-hidden />
      </Box>
      <Box minW="0">
        <Text fontWeight="semibold">{t('send.unanswered.title')}</Text>
        <Flex as="ul" direction="column" listStyleType="none">
          {unanswered.slice(0, shown).map((alert) => (
            <SentAlert key={alert.id} alert={alert} />
          ))}
        </Flex>
        {more > 0 && <TextLink to="/send">{t('send.unanswered.more', { count: more })}</TextLink>}
      </Box>
    </Flex>
  )
}
