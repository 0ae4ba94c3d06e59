import { Box } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { useSignedIn } from '../../auth/signed-in.ts'
import { Absence } from '../board/Absence.tsx'
import { ownLeaveQuery } from '../queries.ts'
import { useToday } from '../use-today.ts'

/** That the doctor who looks is on leave today, so that they know what others see. */
export function OwnAbsence() {
  const { user, clock } = useSignedIn()
  const { data } = useQuery(ownLeaveQuery(user.id, clock, useToday()))
  return (
    data &&
    data.length > 0 && (
      <Box mb="4">
        <Absence leave={data} />
      </Box>
    )
  )
}
