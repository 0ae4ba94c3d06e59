import { type EntryStatus, entryMeanings, type OfferStatus, offerMeanings } from '@wardline/appointment/waitlist/rules'
import type { Tone } from '../../ui/StatusBadge.tsx'

const entries: Record<EntryStatus, { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting', tone: 'gray' },
  offered: { label: 'Being asked', tone: 'orange' },
  booked: { label: 'Booked', tone: 'green' },
  removed: { label: 'Not waiting', tone: 'gray' },
}

const offers: Record<OfferStatus, { label: string; tone: Tone }> = {
  offered: { label: 'Being asked', tone: 'orange' },
  accepted: { label: 'Accepted', tone: 'green' },
  declined: { label: 'Declined', tone: 'gray' },
  expired: { label: 'No answer', tone: 'gray' },
  withdrawn: { label: 'Taken back', tone: 'red' },
}

export const describeEntry = (status: EntryStatus) => ({ ...entries[status], meaning: entryMeanings[status] })
export const describeOffer = (status: OfferStatus) => ({ ...offers[status], meaning: offerMeanings[status] })
