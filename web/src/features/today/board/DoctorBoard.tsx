import { Box, Flex, Heading, Skeleton } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { t } from '../../../language/inside.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { useForeseen } from '../../appointments/foreseen.ts'
import { boardQuery } from '../queries.ts'
import { useToday } from '../use-today.ts'
import { DoctorNowCard } from './DoctorNowCard.tsx'
import { type DoctorNow, doctorsNow } from './now.ts'

const isBusy = ({ inProgress, waiting }: DoctorNow) => inProgress.length + waiting.length > 0

/** The doctors of today, as many side by side as there is room for: who is waiting for whom. */
export function DoctorBoard() {
  const board = useQuery(boardQuery(useToday()))
  const steps = useForeseen()
  const doctors = useMemo(() => board.data && doctorsNow(board.data, steps), [board.data, steps])
  if (doctors?.length === 0) return null
  return (
    <Box as="section" aria-labelledby="doctors-now" mb="6">
      <Flex mb="3" gap="3" align="baseline">
        <Heading as="h2" id="doctors-now" size="md">
          {t('today.board.title')}
        </Heading>
      </Flex>
      {board.isError && !doctors && <FailureNotice failure={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton height="28" />}
      {doctors && (
        <Box
          as="ul"
          display="grid"
          gap="3"
          gridTemplateColumns="repeat(auto-fill, minmax(min(100%, 16rem), 1fr))"
          listStyleType="none"
          alignItems="stretch"
          aria-labelledby="doctors-now"
        >
          {[...doctors.filter(isBusy), ...doctors.filter((one) => !isBusy(one))].map((now) => (
            <DoctorNowCard key={now.doctor.id} now={now} />
          ))}
        </Box>
      )}
    </Box>
  )
}
