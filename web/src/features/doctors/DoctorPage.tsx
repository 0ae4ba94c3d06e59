import { Button, Stack } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { may } from '@wardline/kit/permissions'
import { Archive, CalendarPlus, Pencil } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../language/inside.ts'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { ExtraHoursSection } from '../leave/ExtraHoursSection.tsx'
import { LeaveSection } from '../leave/LeaveSection.tsx'
import { AppointmentsAhead } from './AppointmentsAhead.tsx'
import { ArchiveDialog } from './ArchiveDialog.tsx'
import { DoctorFacts } from './DoctorFacts.tsx'
import { OutsideHours } from './OutsideHours.tsx'
import { doctorQuery, inFull } from './queries.ts'

const route = getRouteApi('/_app/doctors/$id')

/** One doctor: when they work, when they are away, and when they work besides. */
export function DoctorPage() {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const { user } = useSignedIn()
  const [isArchiving, setArchiving] = useState(false)
  const { data: doctor } = useSuspenseQuery(doctorQuery(id))
  const details = inFull(doctor)
  const change = may(user.role, 'schedule.update')
  const isArchived = Boolean(details?.archivedAt)
  const canChange = !isArchived && (change === 'any' || (change === 'own' && details?.userId === user.id))
  return (
    <>
      <PageHeader
        eyebrow={isArchived ? t('doctors.eyebrowArchived', { specialty: doctor.specialty }) : doctor.specialty}
        title={doctor.name}
        actions={
          !isArchived && (
            <>
              {may(user.role, 'doctor.manage') && (
                <>
                  <Button variant="ghost" colorPalette="gray" onClick={() => setArchiving(true)}>
                    <Archive aria-hidden />
                    {t('doctors.archive.action')}
                  </Button>
                  <ButtonLink to="/doctors/$id/edit" params={{ id }} look="outline">
                    <Pencil aria-hidden />
                    {t('doctors.edit')}
                  </ButtonLink>
                </>
              )}
              <ButtonLink to="/appointments/new" search={{ doctorId: id }}>
                <CalendarPlus aria-hidden />
                {t('doctors.newAppointment')}
              </ButtonLink>
            </>
          )
        }
      />
      <Stack gap="8">
        <Panel>
          <DoctorFacts doctor={doctor} />
        </Panel>
        {may(user.role, 'schedule.read') && (
          <>
            <OutsideHours doctorId={id} />
            <LeaveSection doctor={doctor} canChange={canChange} />
            <ExtraHoursSection doctor={doctor} canChange={canChange} />
            <AppointmentsAhead doctor={doctor} />
          </>
        )}
      </Stack>
      {isArchiving && (
        <ArchiveDialog
          doctor={doctor}
          onClose={() => setArchiving(false)}
          onArchived={() => void navigate({ to: '/doctors' })}
        />
      )}
    </>
  )
}
