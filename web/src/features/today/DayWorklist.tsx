import { Box, Button, Flex } from '@chakra-ui/react'
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck } from 'lucide-react'
import { useState } from 'react'
import type { Appointment } from '../../api/records.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { dayQuery } from '../appointments/queries.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { type Section, sectionNames, sections } from './worklist.ts'

const Empty = ({ section }: { section: Section }) => (
  <EmptyState
    icon={CalendarCheck}
    title={section === 'all' ? 'Nothing booked today' : `Nobody under “${sections[section].label}”`}
    body={
      section === 'all'
        ? 'Bookings for today show here as soon as they are made.'
        : 'Choose “All” to see the whole day.'
    }
    action={
      section === 'all' && (
        <ButtonLink to="/appointments/new" look="outline" size="sm">
          New appointment
        </ButtonLink>
      )
    }
  />
)

interface DayWorklistProps {
  columns: Column<Appointment>[]
  /** The part of the day that the role works on first. */
  startsWith: Section
}

/** Today, from the first appointment to the last, in the parts that the desk thinks in. */
export function DayWorklist({ columns, startsWith }: DayWorklistProps) {
  const { clock } = useSignedIn()
  const [section, setSection] = useState(startsWith)
  const day = useQuery(dayQuery(clock, clock.dayOf(Date.now())))
  if (day.isError && !day.data) return <FailureNotice failure={day.error} onRetry={() => void day.refetch()} />
  return (
    <Box>
      <Flex as="fieldset" gap="1" mb="3" wrap="wrap" aria-label="Part of the day">
        {sectionNames.map((name) => (
          <Button
            key={name}
            size="sm"
            variant={section === name ? 'solid' : 'ghost'}
            aria-pressed={section === name}
            onClick={() => setSection(name)}
          >
            {sections[name].label}
            {day.data && ` ${day.data.filter(sections[name].holds).length}`}
          </Button>
        ))}
      </Flex>
      <DataTable
        label="Appointments today"
        items={day.data?.filter(sections[section].holds)}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<Empty section={section} />}
      />
    </Box>
  )
}
