import { problem } from '@wardline/kit/errors'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, type Static, status } from 'elysia'
import type { Context } from '../context.ts'
import type { WaitlistRow } from '../tables.ts'
import { acceptOffer, declineOffer } from './answering.ts'
import { enterWaitlist, leaveWaitlist } from './entering.ts'
import { findEntry, listEntries, listFreed, withOffers } from './list.ts'
import { offersByIds, summaryOf } from './offers.ts'
import * as model from './waitlist-model.ts'

const unknown = () => problem('not-found', 'There is no such entry on the waitlist.')

const nothing = ({ count }: model.WaitlistQuery): Static<typeof model.WaitlistPage> => ({
  items: [],
  nextCursor: null,
  ...(count && { total: 0 }),
})

/** Who waits for a time to become free, and what they are offered. */
export function waitlistRoutes(context: Context) {
  const { base, db, people, booking } = context

  /** The entry, if the caller may know of it. */
  async function visible(id: string, caller: UserCaller, relation: Relation): Promise<WaitlistRow | undefined> {
    const row = await findEntry(db, id)
    if (!row || relation === 'any') return row
    return row.patientId === (await people.patientIdOf(caller.userId)) ? row : undefined
  }
  const viewOf = async (row: WaitlistRow) => (await withOffers(db, [row]))[0] as model.WaitlistEntry

  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/waitlist',
      async ({ query, caller, relation }) => {
        if (relation === 'any') return listEntries(db, query)
        const patientId = await people.patientIdOf(caller.userId)
        return patientId ? listEntries(db, query, patientId) : nothing(query)
      },
      { permit: 'waitlist.read', query: model.WaitlistQuery },
    )
    .get('/waitlist/offers', ({ query }) => listFreed(booking, query), {
      permit: 'waitlist.read-offers',
      query: model.FreedSlotQuery,
    })
    .get(
      '/waitlist/:id',
      async ({ params, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? viewOf(row) : unknown()
      },
      { permit: 'waitlist.read', params: IdParams },
    )
    .post(
      '/waitlist',
      async ({ body, caller, relation }) =>
        status(201, await viewOf(await enterWaitlist(context, body, { caller, relation }))),
      { permit: 'waitlist.enter', body: model.NewWaitlistEntry },
    )
    .post(
      '/waitlist/:id/accept',
      async ({ params, body, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? status(201, await acceptOffer(context, row, body?.offerId, { caller, relation })) : unknown()
      },
      { permit: 'waitlist.answer', params: IdParams, body: model.OfferAnswer },
    )
    .post(
      '/waitlist/:id/decline',
      async ({ params, body, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? viewOf(await declineOffer(context, row, body?.offerId, caller)) : unknown()
      },
      { permit: 'waitlist.answer', params: IdParams, body: model.OfferAnswer },
    )
    .delete(
      '/waitlist/:id',
      async ({ params, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        if (!row) return unknown()
        await leaveWaitlist(context, row.id, caller.userId)
        return status(204, undefined)
      },
      { permit: 'waitlist.leave', params: IdParams },
    )
    .post(
      '/internal/waitlist/offers/lookup',
      async ({ body }) => ({ items: (await offersByIds(db, body.ids)).map(summaryOf) }),
      { access: 'part', body: model.OfferLookup },
    )
}
