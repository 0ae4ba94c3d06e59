import { Box, Stack, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { t } from '../../language/inside.ts'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { changesInWords } from './history-words.ts'
import { historyQuery } from './queries.ts'

interface HistoryProps {
  id: string
}

/** Who did what to an appointment, newest first. */
export function History({ id }: HistoryProps) {
  const { clock } = useSignedIn()
  const { data } = useSuspenseQuery(historyQuery(id))
  return (
    <Stack as="ol" gap="4" listStyleType="none">
      {data.items.toReversed().map((entry) => (
        <Box as="li" key={entry.version} borderInlineStartWidth="2px" ps="4">
          <Text textStyle="sm">{changesInWords(entry, clock).join(' · ')}</Text>
          <Text textStyle="xs" color="fg.muted">
            {t('appointments.history.by', {
              name: entry.by ? nameOf(entry.by) : t('appointments.history.wardline'),
              when: clock.dayAndClock(entry.at),
            })}
          </Text>
        </Box>
      ))}
    </Stack>
  )
}
