import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { BookingForm, type BookingStart } from './BookingForm.tsx'

interface BookingPageProps {
  start: BookingStart
}

export const BookingPage = ({ start }: BookingPageProps) => (
  <>
    <PageHeader title="New appointment" />
    <Panel maxW="2xl">
      <BookingForm start={start} />
    </Panel>
  </>
)
