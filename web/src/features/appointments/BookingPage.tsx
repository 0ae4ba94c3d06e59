import { useNavigate } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { BookingForm, type BookingStart } from './BookingForm.tsx'

interface BookingPageProps {
  start: BookingStart
}

export function BookingPage({ start }: BookingPageProps) {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={t('appointments.booking.title')} />
      <Panel maxW="2xl">
        <BookingForm start={start} onBooked={({ id }) => void navigate({ to: '/appointments/$id', params: { id } })} />
      </Panel>
    </>
  )
}
