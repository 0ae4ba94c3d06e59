import { queryOptions } from '@tanstack/react-query'
import type { EntryStatus } from '@wardline/appointment/waitlist/rules'
import { api, unwrap } from '../../api/client.ts'
import { pagesQuery } from '../../api/pages.ts'

export const shownGroups = ['waiting', 'booked', 'removed'] as const
/** Who is shown of all who ever waited. */
export type Shown = (typeof shownGroups)[number]

const statusesOf: Record<Shown, EntryStatus[]> = {
  waiting: ['waiting', 'offered'],
  booked: ['booked'],
  removed: ['removed'],
}

/** Those who wait, the longest first, and those who do no more, the latest first. */
export const filterOf = (shown: Shown) => ({
  status: statusesOf[shown],
  sort: shown === 'waiting' ? ('createdAt' as const) : ('-updatedAt' as const),
})

/** Of patients, their own. */
export const waitlistQuery = (shown: Shown) =>
  pagesQuery(['waitlist', 'list', shown], (cursor) =>
    unwrap(api.waitlist.get({ query: { ...filterOf(shown), ...(cursor && { cursor }) } })),
  )

/** Times ahead that became free, each with who was asked about it, in order. */
export const freedSlotsQuery = pagesQuery(['waitlist', 'offers'], (cursor) => {
  const query = { from: new Date().toISOString(), sort: '-createdAt', limit: 10 } as const
  return unwrap(api.waitlist.offers.get({ query: { ...query, ...(cursor && { cursor }) } }))
})

export const waitlistEntryQuery = (id: string) =>
  queryOptions({ queryKey: ['waitlist', 'one', id], queryFn: () => unwrap(api.waitlist({ id }).get()) })

export interface NewEntry {
  patientId: string
  doctorId?: string
  specialty?: string
  /** Instants between which the whole visit lies. */
  notBefore?: string
  notAfter?: string
  reason?: string
}

export const enterWaitlist = (entry: NewEntry) => unwrap(api.waitlist.post({ ...entry }))

/** @param offerId which offer is answered: one that came instead of it meanwhile is not */
export const acceptOffer = (id: string, offerId: string) => unwrap(api.waitlist({ id }).accept.post({ offerId }))
export const declineOffer = (id: string, offerId: string) => unwrap(api.waitlist({ id }).decline.post({ offerId }))

export const leaveWaitlist = (id: string) => unwrap(api.waitlist({ id }).delete())
