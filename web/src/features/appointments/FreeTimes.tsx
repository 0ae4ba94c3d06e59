import { Box, Button, Flex, SimpleGrid, Skeleton, Stack, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { addDays, dayInWords, dayWithWeekday } from '../../time/zone.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { NoneFree } from './NoneFree.tsx'
import { type FreeTime, searchDays } from './next-free.ts'
import { nextFreeQuery, type Search } from './next-free-query.ts'

/** So many at once: they are read out on the telephone. */
const atOnce = 6

interface FreeTimesProps {
  search: Search
  onChoose: (time: FreeTime) => void
}

const lastOf = (part: HTMLElement) => part.querySelector<HTMLElement>('li:last-of-type button')

function FreeTimeButton({ time, onChoose }: { time: FreeTime; onChoose: (time: FreeTime) => void }) {
  const { clock } = useSignedIn()
  const { startsAt, doctor } = time
  return (
    <Button
      variant="outline"
      width="full"
      height="auto"
      py="2"
      px="3"
      bg="bg.panel"
      justifyContent="start"
      textAlign="start"
      whiteSpace="normal"
      onClick={() => onChoose(time)}
    >
      <span>
        <Text as="span" display="block" fontVariantNumeric="tabular-nums">
          {t('appointments.nextFree.time', {
            day: dayWithWeekday(clock.dayOf(startsAt)),
            clock: clock.clock(startsAt),
          })}
        </Text>{' '}
        <Text as="span" display="block" textStyle="xs" fontWeight="normal" color="fg.muted">
          {doctor.specialty ? `${doctor.name} · ${doctor.specialty}` : doctor.name}
        </Text>
      </span>
    </Button>
  )
}

/** The earliest times that suit, more of them on demand, or what to do when there are none. */
export function FreeTimes({ search, onChoose }: FreeTimesProps) {
  const { clock } = useSignedIn()
  const [wanted, setWanted] = useState(atOnce)
  const found = useQuery({ ...nextFreeQuery(clock, search, wanted), placeholderData: keepPreviousData })
  const kept = useKeptFocus(lastOf)
  if (found.isError) return <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />
  const { times, hasMore } = found.data ?? { hasMore: false }
  const until = dayInWords(addDays(search.suits.from, searchDays - 1))
  return (
    <Box {...kept}>
      <Box srOnly role="status">
        {times && times.length > 0 && t('appointments.nextFree.count', { count: times.length })}
      </Box>
      {!times && <Skeleton height="32" aria-busy />}
      {times?.length === 0 && <NoneFree search={search} until={until} />}
      {times && times.length > 0 && (
        <Stack gap="3">
          <Text textStyle="xs" color="fg.muted">
            {t('appointments.nextFree.first')}
          </Text>
          <SimpleGrid asChild minChildWidth="52" gap="2">
            <ul aria-label={t('appointments.nextFree.times')}>
              {times.map((time) => (
                <li key={`${time.startsAt} ${time.doctor.id}`}>
                  <FreeTimeButton time={time} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </SimpleGrid>
          {hasMore ? (
            <Flex>
              <Button
                variant="ghost"
                size="sm"
                // Disabled, it would lose the focus.
                aria-busy={found.isPlaceholderData}
                onClick={() => found.isPlaceholderData || setWanted(wanted + atOnce)}
              >
                {t('appointments.nextFree.later')}
              </Button>
            </Flex>
          ) : (
            <Text textStyle="xs" color="fg.muted">
              {t('appointments.nextFree.last', { day: until })}
            </Text>
          )}
        </Stack>
      )}
    </Box>
  )
}
