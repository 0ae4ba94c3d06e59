import { Box, Flex } from '@chakra-ui/react'
import { useStream } from '../../alerts/state.ts'
import { t } from '../../language/t.ts'
import { useSignedIn } from '../auth/signed-in.ts'

const marks = { live: 'sidebar.mark', connecting: 'sidebar.muted', down: 'orange.300' } as const

/** Up to when somebody has surely been told everything: proven by the stream each 15 seconds, not assumed. */
export function StreamProof() {
  const { clock } = useSignedIn()
  const { state, completeUpTo } = useStream()
  return (
    <Flex
      align="center"
      gap="2"
      textStyle="xs"
      color="sidebar.muted"
      fontVariantNumeric="tabular-nums"
      title={t('shell.stream.completeMeaning')}
    >
      <Box boxSize="2" borderRadius="full" bg={marks[state]} flexShrink="0" aria-hidden />
      <span>
        {state === 'live' && completeUpTo
          ? t('shell.stream.complete', { clock: clock.clockToTheSecond(completeUpTo) })
          : t(`shell.stream.${state}`)}
      </span>
    </Flex>
  )
}
