import { Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarPlus2, Plus } from 'lucide-react'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { ExtraHours } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { ExtraHoursDialog } from './ExtraHoursDialog.tsx'
import { callExtraHoursOff, extraHoursQuery } from './queries.ts'

const inShort = ({ date, from, to }: ExtraHours) => t('leave.extra.span', { day: dayInShort(date), from, to })

const columns: Column<ExtraHours>[] = [
  { header: t('leave.when'), cell: (hours) => <Text fontWeight="medium">{inShort(hours)}</Text> },
  { header: t('leave.reason'), cell: ({ reason }) => reason ?? <Text color="fg.muted">{t('leave.notGiven')}</Text> },
]

interface ExtraHoursSectionProps {
  doctor: { id: string; name: string }
  canChange: boolean
}

/** Hours that a doctor works once. */
export function ExtraHoursSection({ doctor, canChange }: ExtraHoursSectionProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const off = useMutation({
    mutationFn: (entryId: string) => callExtraHoursOff(doctor.id, entryId),
    onSuccess: () => toaster.create({ type: 'success', title: t('leave.extra.calledOff') }),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('leave.notCalledOff'), description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['extra-hours'] }),
  })
  const actions: Column<ExtraHours> = {
    header: t('leave.actions'),
    hiddenHeader: true,
    aside: true,
    cell: (hours) => (
      <Flex justify={{ md: 'end' }}>
        <Button
          size="xs"
          variant="ghost"
          loading={off.isPending && off.variables === hours.id}
          aria-label={t('leave.extra.callOff', { span: inShort(hours) })}
          onClick={() => off.mutate(hours.id)}
        >
          {t('leave.callOff')}
        </Button>
      </Flex>
    ),
  }
  return (
    <Section
      id="extra-hours"
      title={t('leave.extra.title')}
      aside={
        canChange && (
          <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
            <Plus aria-hidden />
            {t('leave.extra.enter')}
          </Button>
        )
      }
    >
      <QueryTable
        label={t('leave.extra.of', { doctor: doctor.name })}
        query={extraHoursQuery(doctor.id, clock.dayOf(Date.now()))}
        columns={canChange ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={CalendarPlus2} title={t('leave.extra.empty.title')} body={t('leave.extra.empty.body')} />
        }
      />
      {isOpen && <ExtraHoursDialog doctor={doctor} onClose={() => setOpen(false)} />}
    </Section>
  )
}
