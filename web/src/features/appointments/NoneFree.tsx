import { Stack, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { Hourglass } from 'lucide-react'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Search } from './next-free-query.ts'

interface NoneFreeProps {
  search: Search
  /** The last day that was searched, in words. */
  until: string
}

/** Nothing is free: the waiting list begins with what is known by now. */
export function NoneFree({ search: { whom, suits, visit }, until }: NoneFreeProps) {
  const { user, clock } = useSignedIn()
  const { from } = suits
  const { patientId, reason } = visit
  return (
    <Stack gap="2" align="start" role="status">
      <Text textStyle="sm" fontWeight="medium">
        {t('appointments.nextFree.none', { day: until })}
      </Text>
      <Text textStyle="sm" color="fg.muted">
        {t('appointments.nextFree.noneBody')}
      </Text>
      <ButtonLink
        to="/waitlist/new"
        search={{
          ...(patientId && { patientId }),
          ...('doctor' in whom ? { doctorId: whom.doctor.id } : whom.specialty && { specialty: whom.specialty }),
          ...(from > clock.dayOf(Date.now()) && { notBefore: from }),
        }}
        // Not in the address, which is kept and shown where patients' words have no place.
        state={reason ? { reason } : {}}
        // What was typed comes along.
        ignoreBlocker
        look="outline"
        size="sm"
      >
        <Hourglass aria-hidden />
        {t(may(user.role, 'waitlist.enter') === 'own' ? 'waitlist.addOwn' : 'waitlist.add')}
      </ButtonLink>
    </Stack>
  )
}
