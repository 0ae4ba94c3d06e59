import { Box, Flex, Text } from '@chakra-ui/react'
import { Unplug } from 'lucide-react'
import { useStream } from '../../alerts/state.ts'
import { t } from '../../language/t.ts'
import { useSignedIn } from '../auth/signed-in.ts'

/** Someone who waits for an alert must know when none can come, and up to when they have had them all. */
export function ConnectionNotice() {
  const { clock } = useSignedIn()
  const { state, completeUpTo } = useStream()
  return (
    <Box role="status">
      {state === 'down' && (
        <Flex bg="orange.subtle" color="orange.fg" px={{ base: '4', md: '8' }} py="2" gap="3" borderBottomWidth="1px">
          <Box pt="0.5">
            <Unplug size={16} aria-hidden />
          </Box>
          <Box textStyle="sm">
            <Text fontWeight="semibold">{t('shell.down.title')}</Text>
            <Text>{t('shell.down.body')}</Text>
            {completeUpTo && <Text>{t('shell.down.complete', { clock: clock.clockToTheSecond(completeUpTo) })}</Text>}
          </Box>
        </Flex>
      )}
    </Box>
  )
}
