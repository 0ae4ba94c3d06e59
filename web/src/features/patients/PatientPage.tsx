import { Heading, Stack } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CalendarHeart, CalendarPlus } from 'lucide-react'
import type { Patient } from '../../api/records.ts'
import { ageOn, dayInShort } from '../../time/zone.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { actionsColumn, dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { appointmentsQuery } from '../appointments/queries.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { patientQuery } from './queries.ts'

const route = getRouteApi('/_app/patients/$id')

const columns = [dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

const Empty = () => (
  <EmptyState
    icon={CalendarHeart}
    title="No appointments yet"
    body="Book the first one with “New appointment” above."
  />
)

const allergiesInWords = ({ allergies }: Patient) =>
  allergies.length
    ? allergies.map(({ substance, reaction }) => (reaction ? `${substance} (${reaction})` : substance)).join(', ')
    : 'None known'

const contactInWords = ({ emergencyContact: contact }: Patient) =>
  contact
    ? `${contact.name}${contact.relationship ? ` (${contact.relationship})` : ''}, ${contact.phone}`
    : 'Nobody named'

export function PatientPage() {
  const { id } = route.useParams()
  const { clock } = useSignedIn()
  const { data: patient } = useSuspenseQuery(patientQuery(id))
  const age = ageOn(clock.dayOf(Date.now()), patient.birthDate)
  return (
    <>
      <PageHeader
        eyebrow={patient.archivedAt ? `${patient.mrn} · archived` : patient.mrn}
        title={patient.name}
        actions={
          !patient.archivedAt && (
            <ButtonLink to="/appointments/new" search={{ patientId: id }}>
              <CalendarPlus aria-hidden />
              New appointment
            </ButtonLink>
          )
        }
      />
      <Stack gap="6">
        <Panel>
          <Facts
            facts={[
              ['Born', dayInShort(patient.birthDate), `${age} years`],
              ['Sex', patient.sex],
              ['Allergies', allergiesInWords(patient)],
              ['Blood type', patient.bloodType ?? 'Not known'],
              ['Phone', patient.phone ?? 'Not known'],
              ['E-mail', patient.email ?? 'Not known'],
              ['Address', patient.address ?? 'Not known'],
              ['In an emergency', contactInWords(patient)],
            ]}
          />
        </Panel>
        <section aria-labelledby="appointments">
          <Heading as="h2" id="appointments" size="lg" mb="3">
            Appointments
          </Heading>
          <QueryTable
            label={`Appointments of ${patient.name}`}
            query={appointmentsQuery({ patientId: id, sort: '-startsAt' })}
            columns={columns}
            rowKey={(appointment) => appointment.id}
            empty={<Empty />}
          />
        </section>
      </Stack>
    </>
  )
}
