import { Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarPlus2, PartyPopper } from 'lucide-react'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Holiday, HolidayInFull } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { dayInShort } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { FallingList } from './FallingList.tsx'
import { HolidayForm } from './HolidayForm.tsx'
import { callHolidayOff, holidaysQuery } from './queries.ts'

const columns: Column<Holiday>[] = [
  {
    header: t('doctors.holidays.day'),
    cell: ({ date }) => <Text fontWeight="medium">{dayInShort(date)}</Text>,
  },
  { header: t('doctors.holidays.name'), cell: ({ name }) => name },
]

type Open = { kind: 'new' } | { kind: 'falling'; holiday: Holiday }

/** The days on which nobody works their weekly hours. */
export function HolidaysPage() {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const added = (holiday: HolidayInFull) => {
    toaster.create({ type: 'success', title: t('doctors.holidays.added') })
    setOpen(holiday.affected.length ? { kind: 'falling', holiday } : undefined)
  }
  const off = useMutation({
    mutationFn: callHolidayOff,
    onSuccess: () => toaster.create({ type: 'success', title: t('doctors.holidays.calledOff') }),
    onError: (failure) =>
      toaster.create({
        type: 'error',
        title: t('doctors.holidays.notCalledOff'),
        description: inWords(failure),
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['holidays'] }),
  })
  const actions: Column<Holiday> = {
    header: t('doctors.holidays.actions'),
    hiddenHeader: true,
    aside: true,
    cell: (holiday) => {
      const named = { name: holiday.name, day: dayInShort(holiday.date) }
      return (
        <Flex gap="1" justify={{ md: 'end' }} wrap="wrap">
          <Button
            size="xs"
            variant="outline"
            aria-label={t('doctors.holidays.appointmentsOn', named)}
            onClick={() => setOpen({ kind: 'falling', holiday })}
          >
            {t('doctors.holidays.appointments')}
          </Button>
          <Button
            size="xs"
            variant="ghost"
            loading={off.isPending && off.variables === holiday.id}
            aria-label={t('doctors.holidays.callOffDay', named)}
            onClick={() => off.mutate(holiday.id)}
          >
            {t('doctors.holidays.callOff')}
          </Button>
        </Flex>
      )
    },
  }
  return (
    <>
      <PageHeader
        title={t('doctors.holidays.title')}
        actions={
          <Button onClick={() => setOpen({ kind: 'new' })}>
            <CalendarPlus2 aria-hidden />
            {t('doctors.holidays.add')}
          </Button>
        }
      />
      <Text color="fg.muted" mb="4">
        {t('doctors.holidays.intro')}
      </Text>
      <QueryTable
        label={t('doctors.holidays.title')}
        query={holidaysQuery(clock.dayOf(Date.now()))}
        columns={[...columns, actions]}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={PartyPopper} title={t('doctors.holidays.empty')} body={t('doctors.holidays.emptyAdd')} />
        }
      />
      {/* One dialog for both: a second one would be closed by the first giving the focus back. */}
      {open && (
        <Modal
          title={
            open.kind === 'new'
              ? t('doctors.holidays.add')
              : t('doctors.holidays.fallingOn', { day: dayInShort(open.holiday.date) })
          }
          onClose={close}
        >
          {open.kind === 'new' ? (
            <HolidayForm onClose={close} onAdded={added} />
          ) : (
            <FallingList holidayId={open.holiday.id} onClose={close} />
          )}
        </Modal>
      )}
    </>
  )
}
