import { Box, Text } from '@chakra-ui/react'
import { CalendarClock } from 'lucide-react'
import type { FreedSlot } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { nameOf } from '../../ui/names.ts'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { Asked } from './Asked.tsx'
import { Moment } from './Moment.tsx'
import { freedSlotsQuery } from './queries.ts'
import { describeFreed } from './states.ts'

function FreedAt({ at }: { at: string }) {
  const { clock } = useSignedIn()
  return (
    <Text textStyle="xs" color="fg.muted">
      {t('waitlist.freed.became', { when: clock.dayAndClock(at) })}
    </Text>
  )
}

const columns: Column<FreedSlot>[] = [
  {
    header: t('waitlist.freed.time'),
    cell: ({ startsAt, freedAt, conflict }) => (
      <Box>
        <Moment at={startsAt} /> <StatusBadge {...describeFreed(conflict)} />
        <FreedAt at={freedAt} />
      </Box>
    ),
  },
  { header: t('waitlist.freed.doctor'), cell: ({ doctor }) => nameOf(doctor) },
  { header: t('waitlist.freed.asked'), cell: (slot) => <Asked {...slot} /> },
]

/** What became of the times that became free: who was asked, in order, and what they said. */
export const FreedSlots = () => (
  <Section id="freed" title={t('waitlist.freed.title')}>
    <QueryTable
      label={t('waitlist.freed.title')}
      query={freedSlotsQuery}
      columns={columns}
      rowKey={({ id }) => id}
      empty={<EmptyState icon={CalendarClock} title={t('waitlist.freed.empty')} body={t('waitlist.freed.emptyBody')} />}
    />
  </Section>
)
