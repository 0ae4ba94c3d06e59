import { Stack } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { Doctor } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { holidaysAheadQuery } from '../holidays/queries.ts'
import { holidayInShort } from '../holidays/words.ts'
import { hoursInWords } from './hours.ts'
import { type DoctorInFull, inFull } from './queries.ts'

const visitsInWords = ({ slotMinutes, bufferMinutes }: DoctorInFull) =>
  bufferMinutes
    ? t('doctors.visitsApart', { minutes: slotMinutes, buffer: bufferMinutes })
    : t('doctors.visits', { count: slotMinutes })

function HolidaysAhead() {
  const { clock } = useSignedIn()
  const { data } = useQuery(holidaysAheadQuery(clock.dayOf(Date.now())))
  const [next] = data ?? []
  if (!next) return t('doctors.holidays.empty')
  return (
    <Stack as="ul" gap="0.5" listStyleType="none">
      {data?.map((holiday) => (
        <li key={holiday.id}>{holidayInShort(holiday)}</li>
      ))}
    </Stack>
  )
}

/** What is known of a doctor: of patients, where they sit. */
export function DoctorFacts({ doctor }: { doctor: Doctor }) {
  const room = [t('doctors.room'), doctor.room ?? t('doctors.noRoom')] as const
  const details = inFull(doctor)
  if (!details) return <Facts facts={[room]} />
  const { hours, phone, email, licenseNumber, userId } = details
  const unknown = t('doctors.notKnown')
  return (
    <Facts
      facts={[
        room,
        [t('doctors.hours'), hoursInWords(hours), visitsInWords(details)],
        [t('doctors.holidays.ahead'), <HolidaysAhead key="holidays" />],
        [t('doctors.phone'), phone ?? unknown],
        [t('doctors.email'), email ?? unknown],
        [t('doctors.licence'), licenseNumber ?? unknown, userId ? null : t('doctors.noAccount')],
      ]}
    />
  )
}
