import type { EntryStatus, OfferStatus } from '@wardline/appointment/waitlist/rules'
import type { FreedSlot } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

const entryTones: Record<EntryStatus, Tone> = { waiting: 'gray', offered: 'orange', booked: 'green', removed: 'gray' }

const offerTones: Record<OfferStatus, Tone> = {
  offered: 'orange',
  accepted: 'green',
  declined: 'gray',
  expired: 'gray',
  withdrawn: 'red',
}

export const describeEntry = (status: EntryStatus) => ({
  label: t(`waitlist.entries.${status}`),
  tone: entryTones[status],
  meaning: t(`waitlist.entryMeanings.${status}`),
})

export const describeOffer = (status: OfferStatus) => ({
  label: t(`waitlist.offers.${status}`),
  tone: offerTones[status],
  meaning: t(`waitlist.offerMeanings.${status}`),
})

const freedTones: Record<FreedSlot['conflict'] & string, Tone> = {
  'on-leave': 'orange',
  'outside-hours': 'orange',
  'doctor-busy': 'gray',
}

/** Whether a time that became free still is. */
export const describeFreed = (conflict: FreedSlot['conflict']): { label: string; tone: Tone } => ({
  label: t(`waitlist.freed.now.${conflict ?? 'free'}`),
  tone: conflict ? freedTones[conflict] : 'green',
})
