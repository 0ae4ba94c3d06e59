import { Box, Button, Flex, Skeleton, Stack, Text } from '@chakra-ui/react'
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { AffectedRow } from './AffectedRow.tsx'
import { MovedList } from './MovedList.tsx'
import { movesOf, withMoved } from './moves.ts'
import { type Affected, type Move, type Moved, type MoveResult, mostMoves } from './queries.ts'

interface AffectedListProps {
  /** What cannot take place as it is, as of now. */
  answer: UseQueryResult<{ affected: Affected[] }>
  move: (moves: Move[]) => Promise<Moved>
  /** Where the list is not one doctor's. */
  namesDoctor?: boolean
  onClose: () => void
}

/** Appointments that cannot take place as they are: where each goes is proposed, and all go there with one action. */
export function AffectedList({ answer, move, namesDoctor, onClose }: AffectedListProps) {
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [result, setResult] = useState<MoveResult>()
  const affected = answer.data?.affected ?? []
  const moves = movesOf(affected, chosen).slice(0, mostMoves)
  const moving = useMutation({
    mutationFn: move,
    onSuccess: (moved) => setResult((known) => withMoved(known, affected, moved)),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['appointments'] })
      void queryClient.invalidateQueries({ queryKey: ['holidays'] })
      return queryClient.invalidateQueries({ queryKey: ['leave'] })
    },
  })
  return (
    <Stack gap="4">
      {answer.isPending && <Skeleton height="32" />}
      {answer.isError && <FailureNotice failure={answer.error} onRetry={() => void answer.refetch()} />}
      {result && <MovedList key={moving.submittedAt} result={result} />}
      {answer.data && affected.length === 0 && <Text>{t('leave.affected.none')}</Text>}
      {affected.length > 0 && (
        <>
          <Text textStyle="sm" color="fg.muted">
            {t('leave.affected.count', { count: affected.length })}
          </Text>
          <Stack as="ul" gap="4" listStyleType="none">
            {affected.map((each) => (
              <AffectedRow
                key={each.appointment.id}
                affected={each}
                namesDoctor={namesDoctor}
                chosen={chosen[each.appointment.id]}
                onChoose={(startsAt) => setChosen((before) => ({ ...before, [each.appointment.id]: startsAt }))}
              />
            ))}
          </Stack>
        </>
      )}
      {moving.isError && (
        <Box role="alert">
          <FailureNotice failure={moving.error} />
        </Box>
      )}
      <Flex gap="3" wrap="wrap">
        {affected.length > 0 && (
          <Button
            loading={moving.isPending}
            loadingText={t('leave.affected.moving')}
            disabled={moves.length === 0}
            onClick={() => moving.mutate(moves)}
          >
            {t('leave.affected.move', { count: moves.length })}
          </Button>
        )}
        <Button variant="ghost" onClick={onClose}>
          {t(result || affected.length === 0 ? 'leave.affected.done' : 'leave.affected.notNow')}
        </Button>
      </Flex>
    </Stack>
  )
}
