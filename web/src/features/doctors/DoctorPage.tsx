import { Stack } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { CalendarPlus } from 'lucide-react'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { ExtraHoursSection } from '../leave/ExtraHoursSection.tsx'
import { LeaveSection } from '../leave/LeaveSection.tsx'
import { hoursInWords } from './hours.ts'
import { doctorQuery } from './queries.ts'

const route = getRouteApi('/_app/doctors/$id')

/** One doctor: when they work, when they are away, and when they work besides. */
export function DoctorPage() {
  const { id } = route.useParams()
  const { user } = useSignedIn()
  const { data: doctor } = useSuspenseQuery(doctorQuery(id))
  // Patients are answered less of a doctor, without these.
  const details = 'hours' in doctor ? doctor : undefined
  const change = may(user.role, 'schedule.update')
  const isArchived = Boolean(details?.archivedAt)
  const canChange = !isArchived && (change === 'any' || (change === 'own' && details?.userId === user.id))
  return (
    <>
      <PageHeader
        eyebrow={isArchived ? `${doctor.specialty} · archived` : doctor.specialty}
        title={doctor.name}
        actions={
          !isArchived && (
            <ButtonLink to="/appointments/new" search={{ doctorId: id }}>
              <CalendarPlus aria-hidden />
              New appointment
            </ButtonLink>
          )
        }
      />
      <Stack gap="8">
        <Panel>
          <Facts
            facts={[
              ['Room', doctor.room ?? 'No room'],
              ...(details
                ? ([
                    ['Hours', hoursInWords(details.hours), `Visits of ${details.slotMinutes} minutes`],
                    ['Phone', details.phone ?? 'Not known'],
                    ['E-mail', details.email ?? 'Not known'],
                  ] as const)
                : []),
            ]}
          />
        </Panel>
        {may(user.role, 'schedule.read') && (
          <>
            <LeaveSection doctor={doctor} canChange={canChange} />
            <ExtraHoursSection doctor={doctor} canChange={canChange} />
          </>
        )}
      </Stack>
    </>
  )
}
