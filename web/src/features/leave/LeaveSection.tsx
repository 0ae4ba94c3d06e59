import { Button, Flex, Text } from '@chakra-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarOff, Plus } from 'lucide-react'
import { useState } from 'react'
import { inWords } from '../../api/problem.ts'
import type { Leave } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { Section } from '../../ui/Section.tsx'
import { toaster } from '../../ui/toaster.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { LeaveAffected } from './LeaveAffected.tsx'
import { LeaveForm } from './LeaveForm.tsx'
import { callLeaveOff, type LeaveInFull, leaveQuery } from './queries.ts'
import { spanInWords } from './words.ts'

function Span({ leave }: { leave: Leave }) {
  const { clock } = useSignedIn()
  return <Text fontWeight="medium">{spanInWords(leave, clock)}</Text>
}

const columns: Column<Leave>[] = [
  { header: t('leave.when'), cell: (leave) => <Span leave={leave} /> },
  { header: t('leave.reason'), cell: ({ reason }) => reason ?? <Text color="fg.muted">{t('leave.notGiven')}</Text> },
]

type Open = { kind: 'new' } | { kind: 'affected'; leaveId: string }

interface LeaveSectionProps {
  doctor: { id: string; name: string }
  /** Whether they may enter leave for this doctor, and move what it affects. */
  canChange: boolean
}

/** When a doctor is away, and what becomes of the appointments in that time. */
export function LeaveSection({ doctor, canChange }: LeaveSectionProps) {
  const { clock } = useSignedIn()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const entered = ({ id, affected }: LeaveInFull) => {
    toaster.create({ type: 'success', title: t('leave.entered') })
    setOpen(affected.length ? { kind: 'affected', leaveId: id } : undefined)
  }
  const off = useMutation({
    mutationFn: (leaveId: string) => callLeaveOff(doctor.id, leaveId),
    onSuccess: () => toaster.create({ type: 'success', title: t('leave.calledOff') }),
    onError: (failure) =>
      toaster.create({ type: 'error', title: t('leave.notCalledOff'), description: inWords(failure) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['leave'] }),
  })
  const actions: Column<Leave> = {
    header: t('leave.actions'),
    hiddenHeader: true,
    aside: true,
    cell: (leave) => (
      <Flex gap="1" justify={{ md: 'end' }} wrap="wrap">
        <Button
          size="xs"
          variant="outline"
          aria-label={t('leave.appointmentsDuring', { span: spanInWords(leave, clock) })}
          onClick={() => setOpen({ kind: 'affected', leaveId: leave.id })}
        >
          {t('leave.appointments')}
        </Button>
        <Button
          size="xs"
          variant="ghost"
          loading={off.isPending && off.variables === leave.id}
          aria-label={t('leave.callOffLeave', { span: spanInWords(leave, clock) })}
          onClick={() => off.mutate(leave.id)}
        >
          {t('leave.callOff')}
        </Button>
      </Flex>
    ),
  }
  return (
    <Section
      id="leave"
      title={t('leave.title')}
      aside={
        canChange && (
          <Button size="sm" variant="outline" onClick={() => setOpen({ kind: 'new' })}>
            <Plus aria-hidden />
            {t('leave.enter')}
          </Button>
        )
      }
    >
      <QueryTable
        label={t('leave.of', { doctor: doctor.name })}
        query={leaveQuery(clock, doctor.id, clock.dayOf(Date.now()))}
        columns={canChange ? [...columns, actions] : columns}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={CalendarOff} title={t('leave.empty.title')} body={t('leave.empty.body')} />}
      />
      {/* One dialog for both: a second one would be closed by the first giving the focus back. */}
      {open && (
        <Modal
          title={open.kind === 'new' ? t('leave.enterFor', { doctor: doctor.name }) : t('leave.duringThis')}
          onClose={close}
        >
          {open.kind === 'new' ? (
            <LeaveForm doctorId={doctor.id} onClose={close} onEntered={entered} />
          ) : (
            <LeaveAffected doctorId={doctor.id} leaveId={open.leaveId} onClose={close} />
          )}
        </Modal>
      )}
    </Section>
  )
}
