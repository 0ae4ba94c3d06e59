import { Stack } from '@chakra-ui/react'
import { CalendarHeart, CalendarPlus } from 'lucide-react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ExportButton } from '../../ui/ExportButton.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { actionsColumn, dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn } from '../appointments/columns.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { comingQuery, pastQuery } from './queries.ts'

const columns = [dayAndTimeColumn, doctorColumn, reasonColumn, statusColumn, actionsColumn]

/** Of both parts. */
const file = { path: '/appointments', query: { sort: '-startsAt' }, name: t('patients.home.file') }

const keyOf = ({ id }: Appointment) => id

/** A patient's own visits: what lies ahead, soonest first, and what has been, newest first. */
export function OwnAppointmentsPage() {
  const { clock } = useSignedIn()
  return (
    <>
      <PageHeader
        title={t('patients.own.title')}
        actions={
          <>
            <ExportButton file={file} />
            <ButtonLink to="/appointments/new">
              <CalendarPlus aria-hidden />
              {t('patients.home.book')}
            </ButtonLink>
          </>
        }
      />
      <Stack gap="7">
        {(['coming', 'past'] as const).map((part) => (
          <Section key={part} id={part} title={t(`patients.own.${part}.title`)}>
            <QueryTable
              label={t(`patients.own.${part}.title`)}
              query={part === 'coming' ? comingQuery(clock) : pastQuery(clock)}
              columns={columns}
              rowKey={keyOf}
              empty={
                <EmptyState
                  icon={CalendarHeart}
                  title={t(`patients.own.${part}.none`)}
                  body={t(`patients.own.${part}.body`)}
                />
              }
            />
          </Section>
        ))}
      </Stack>
    </>
  )
}
