import { Box } from '@chakra-ui/react'
import { useStreamState } from '../../alerts/state.ts'

/** Someone who waits for an alert must know when none can come. */
export function ConnectionNotice() {
  const down = useStreamState() === 'down'
  return (
    <Box role="status">
      {down && (
        <Box bg="orange.subtle" color="orange.fg" px={{ base: '4', md: '8' }} py="2" textStyle="sm">
          Live updates are interrupted. Trying again; what arrives meanwhile is kept and will show here.
        </Box>
      )}
    </Box>
  )
}
