import { Button } from '@chakra-ui/react'
import { lazy, Suspense } from 'react'
import type { Appointment } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Modal } from '../../ui/Modal.tsx'
import { BookingForm } from '../appointments/BookingForm.tsx'
import type { Target } from '../appointments/conflict-ahead.ts'
import type { DoctorTime } from '../appointments/timetable.ts'
import { minuteMs, type Span } from './axis.ts'
import { EntryPanel } from './EntryPanel.tsx'

const MoveDialog = lazy(() => import('../appointments/MoveDialog.tsx'))
const CancelDialog = lazy(() => import('../appointments/CancelDialog.tsx'))

/** What is open over the calendar. */
export type Opened =
  | { kind: 'create'; doctor: DoctorTime; date: string; span: Span }
  | { kind: 'panel' | 'cancel'; appointment: Appointment }
  | { kind: 'move'; appointment: Appointment; to?: (Target & { doctor: string }) | undefined }

interface CalendarDialogsProps {
  opened: Opened
  isMovable: (appointment: Appointment) => boolean
  open: (opened: Opened) => void
  onClose: () => void
}

export function CalendarDialogs({ opened, isMovable, open, onClose }: CalendarDialogsProps) {
  if (opened.kind === 'create') {
    const { doctor, date, span } = opened
    const start = {
      doctor: { id: doctor.id, name: doctor.name, detail: doctor.specialty },
      day: date,
      startsAt: new Date(span.startsAt).toISOString(),
      minutes: (span.endsAt - span.startsAt) / minuteMs,
    }
    return (
      <Modal title={t('appointments.booking.title')} onClose={onClose} startsInForm>
        <BookingForm
          start={start}
          onBooked={onClose}
          secondary={
            <Button variant="ghost" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
          }
        />
      </Modal>
    )
  }
  const { appointment } = opened
  if (opened.kind === 'panel')
    return (
      <EntryPanel
        appointment={appointment}
        onMove={isMovable(appointment) ? () => open({ kind: 'move', appointment }) : undefined}
        onCancel={() => open({ kind: 'cancel', appointment })}
        onClose={onClose}
      />
    )
  return (
    <Suspense>
      {opened.kind === 'move' ? (
        <MoveDialog appointment={appointment} to={opened.to} onClose={onClose} />
      ) : (
        <CancelDialog appointment={appointment} onClose={onClose} />
      )}
    </Suspense>
  )
}
