import { Skeleton, Stack, Text } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Doctor, User } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { aheadCountQuery, waitingCountQuery } from '../doctors/queries.ts'
import { doctorOfQuery } from './queries.ts'

function Patients({ doctor: { id, name } }: { doctor: Doctor }) {
  const { clock } = useSignedIn()
  const waiting = useQuery(waitingCountQuery(id, clock, clock.dayOf(Date.now())))
  const ahead = useQuery(aheadCountQuery(id))
  const failed = [waiting, ahead].find(({ isError }) => isError)
  if (failed) return <FailureNotice failure={failed.error} onRetry={() => void failed.refetch()} />
  if (waiting.data === undefined || ahead.data === undefined) return <Skeleton height="16" />
  return (
    <Stack gap="1" borderWidth="1px" borderRadius="l3" p="4">
      <Text fontWeight="medium">{t('users.disable.bookable', { doctor: name })}</Text>
      <Text>{t('users.disable.waiting', { count: waiting.data })}</Text>
      <Text>{t('users.disable.ahead', { count: ahead.data })}</Text>
      <TextLink to="/doctors/$id" params={{ id }}>
        {t('users.disable.see', { doctor: name })}
      </TextLink>
    </Stack>
  )
}

/** Whom a doctor's login leaves behind: it is the account that is disabled, and the doctor can still be booked. */
export function DoctorLeft({ user }: { user: User }) {
  const { data: doctor } = useQuery(doctorOfQuery(user.id))
  return doctor && <Patients doctor={doctor} />
}
