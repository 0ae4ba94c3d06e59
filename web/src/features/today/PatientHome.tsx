import { Stack } from '@chakra-ui/react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CalendarHeart, CalendarPlus } from 'lucide-react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { Together } from '../../ui/Together.tsx'
import { actionsColumn, dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { appointmentsQuery, upcomingQuery } from '../appointments/queries.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { inboxQuery } from '../notifications/queries.ts'
import { NewestMessages } from '../patients/NewestMessages.tsx'
import { NextVisit } from '../patients/NextVisit.tsx'
import { NoRecordNotice } from '../patients/NoRecordNotice.tsx'
import { ownPatientQuery } from '../patients/queries.ts'

const columns = [dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

const keyOf = ({ id }: Appointment) => id

/** A patient's first page: when and where they are expected, what the hospital told them, and all their visits. */
export default function PatientHome() {
  const { user } = useSignedIn()
  const record = useQuery(ownPatientQuery)
  const answers = [useQuery(upcomingQuery), useInfiniteQuery(inboxQuery)]
  if (record.data === null) return <NoRecordNotice />
  return (
    <>
      <PageHeader
        title={t('patients.home.welcome', { name: user.name })}
        actions={
          <ButtonLink to="/appointments/new">
            <CalendarPlus aria-hidden />
            {t('patients.home.book')}
          </ButtonLink>
        }
      />
      <Together answers={answers}>
        <Stack gap="7">
          <NextVisit />
          <Section
            id="messages"
            title={t('patients.home.messages')}
            aside={<TextLink to="/notifications">{t('patients.home.allMessages')}</TextLink>}
          >
            <NewestMessages />
          </Section>
          <Section id="visits" title={t('patients.home.all')}>
            <QueryTable
              label={t('patients.home.all')}
              query={appointmentsQuery({ sort: '-startsAt' })}
              columns={columns}
              rowKey={keyOf}
              empty={
                <EmptyState
                  icon={CalendarHeart}
                  title={t('patients.home.none.title')}
                  body={t('patients.home.none.body')}
                />
              }
              file={{ path: '/appointments', query: { sort: '-startsAt' }, name: t('patients.home.file') }}
            />
          </Section>
        </Stack>
      </Together>
    </>
  )
}
