import { useNavigate } from '@tanstack/react-router'
import { t } from '../../language/inside.ts'
import { useDraft } from '../../ui/draft.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { BookingForm, type BookingStart, type BookingValues, valuesFrom } from './BookingForm.tsx'

interface BookingPageProps {
  start: BookingStart
}

/** A booking that somebody was called away from goes on where it began: with the same patient, doctor and day. */
const nameOfDraft = ({ patient, doctor, day }: BookingStart) => ['booking', patient?.id, doctor?.id, day].join(' ')

function BookingAnew({ start }: BookingPageProps) {
  const navigate = useNavigate()
  const draft = useDraft<BookingValues>(nameOfDraft(start), valuesFrom(start))
  return (
    <BookingForm
      key={draft.round}
      start={start}
      draft={draft}
      onBooked={({ id }) => void navigate({ to: '/appointments/$id', params: { id } })}
    />
  )
}

export const BookingPage = ({ start }: BookingPageProps) => (
  <>
    <PageHeader title={t('appointments.booking.title')} />
    <Panel maxW="2xl">
      <BookingAnew key={nameOfDraft(start)} start={start} />
    </Panel>
  </>
)
