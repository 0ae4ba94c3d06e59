import { Button, Flex, Skeleton, Stack, Text } from '@chakra-ui/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { nameOf } from '../../ui/names.ts'
import { CallThem } from '../appointments/WhoIsTold.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AffectedRow } from './AffectedRow.tsx'
import { movesOf } from './moves.ts'
import { affectedQuery, type Move, type Moved, mostMoves, moveAppointments } from './queries.ts'

function Outcome({ moved: { moved, left } }: { moved: Moved }) {
  const { clock } = useSignedIn()
  return (
    <Stack gap="2" role="status">
      <Text textStyle="sm">{t('leave.affected.moved', { count: moved.length })}</Text>
      {moved.map(({ id, patient }) => (
        <CallThem key={id} patientId={patient.id} />
      ))}
      {left.map(({ appointment, detail }) => (
        <Text key={appointment.id} textStyle="sm" color="fg.error">
          {t('leave.affected.notMoved', {
            patient: nameOf(appointment.patient),
            when: clock.dayAndClock(appointment.startsAt),
            detail,
          })}
        </Text>
      ))}
    </Stack>
  )
}

interface AffectedListProps {
  doctorId: string
  leaveId: string
  onClose: () => void
}

/** The appointments that leave affects: where each goes is proposed, and all go there with one action. */
export function AffectedList({ doctorId, leaveId, onClose }: AffectedListProps) {
  const queryClient = useQueryClient()
  const leave = useQuery(affectedQuery(doctorId, leaveId))
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const move = useMutation({
    mutationFn: (moves: Move[]) => moveAppointments(doctorId, leaveId, moves),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['appointments'] })
      return queryClient.invalidateQueries({ queryKey: ['leave'] })
    },
  })
  const affected = leave.data?.affected ?? []
  const moves = movesOf(affected, chosen).slice(0, mostMoves)
  return (
    <Stack gap="4">
      {leave.isPending && <Skeleton height="32" />}
      {leave.isError && <FailureNotice failure={leave.error} onRetry={() => void leave.refetch()} />}
      {move.data && <Outcome moved={move.data} />}
      {move.isError && <FailureNotice failure={move.error} />}
      {leave.data && affected.length === 0 && <Text>{t('leave.affected.none')}</Text>}
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
                chosen={chosen[each.appointment.id]}
                onChoose={(startsAt) => setChosen((before) => ({ ...before, [each.appointment.id]: startsAt }))}
              />
            ))}
          </Stack>
          <Flex gap="3" wrap="wrap">
            <Button
              loading={move.isPending}
              loadingText={t('leave.affected.moving')}
              disabled={moves.length === 0}
              onClick={() => move.mutate(moves)}
            >
              {t('leave.affected.move', { count: moves.length })}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              {t('leave.affected.notNow')}
            </Button>
          </Flex>
        </>
      )}
    </Stack>
  )
}
