import { Box, Heading, Skeleton, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SendPreview } from '../../api/records.ts'
import { locale, t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { roleLabels } from '../auth/roles.ts'
import type { PreviewOf } from './message.ts'
import { lineInWords } from './preview-words.ts'
import { previewQuery } from './queries.ts'

const words = t('send.preview', { returnObjects: true })
const list = new Intl.ListFormat(locale, { type: 'conjunction' })

/** Names are enough up to so many; the rest is a number. */
const named = 8

function Counted({ count, people, deliveries, isLater }: SendPreview & { isLater: boolean }) {
  if (count === 0) return <Text color="orange.fg">{words.nobody}</Text>
  const names = people
    .slice(0, named)
    .map(({ name, role }) => t('send.preview.person', { name, role: roleLabels[role] }))
  const more = count - names.length
  const shown = more > 0 ? [...names, t('send.preview.andMore', { count: more })] : names
  return (
    <>
      <Text textStyle="2xl" fontFamily="heading">
        {t('send.preview.count', { count })}
      </Text>
      <Text textStyle="sm" overflowWrap="anywhere">
        {more > 0 ? shown.join('; ') : list.format(shown)}
      </Text>
      <Heading as="h3" size="sm" fontFamily="body" mt="4" mb="1">
        {words.how}
      </Heading>
      <Box as="ul" listStyleType="none">
        {deliveries.map((line) => (
          <Text as="li" key={lineInWords(line, isLater)} textStyle="sm" color={line.cause ? 'fg.muted' : undefined}>
            {lineInWords(line, isLater)}
          </Text>
        ))}
      </Box>
    </>
  )
}

interface RecipientsProps {
  /** Undefined while nobody is named. */
  message: PreviewOf | undefined
}

/** Whom a message reaches and how, before it is sent; it follows what is chosen. */
export function Recipients({ message }: RecipientsProps) {
  const preview = useQuery({
    ...previewQuery(message ?? { to: { userIds: [] }, severity: 'info', channels: ['in-app'] }),
    enabled: message !== undefined,
    placeholderData: keepPreviousData,
  })
  return (
    <Panel>
      <Heading as="h2" size="lg" mb="3">
        {words.title}
      </Heading>
      <Box role="status" opacity={preview.isPlaceholderData ? 0.6 : 1} minH="24">
        {!message && (
          <Text color="fg.muted" textStyle="sm">
            {words.empty}
          </Text>
        )}
        {message && preview.isPending && <Skeleton height="16" aria-label={words.counting} />}
        {message && preview.isError && <FailureNotice failure={preview.error} />}
        {message && preview.data && <Counted {...preview.data} isLater={message.sendAt !== undefined} />}
      </Box>
    </Panel>
  )
}
