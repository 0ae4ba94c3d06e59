import { problem } from '@wardline/kit/errors'
import { EventBody } from '@wardline/kit/events'
import type { UserCaller } from '@wardline/kit/identity'
import type { Relation } from '@wardline/kit/permissions'
import { assertCurrent } from '@wardline/kit/record'
import { IdParams } from '@wardline/kit/schema'
import { assertPermitted, createApp, createService, type ServiceDeps } from '@wardline/kit/service'
import { type Static, status } from 'elysia'
import { availabilityRoutes } from './availability/routes.ts'
import { boardRoutes } from './board/routes.ts'
import { type Actor, type Booking, changeAppointment, closeCalendar, createAppointment } from './booking.ts'
import type { Context } from './context.ts'
import { holdRoutes } from './holds-routes.ts'
import { leaveRoutes } from './leave/routes.ts'
import { prepareList } from './list.ts'
import * as model from './model.ts'
import { knowPeople, type Peers } from './people.ts'
import * as store from './store.ts'
import type { AppointmentRow } from './tables.ts'
import { timetableRoutes } from './timetable/routes.ts'
import { closeEntries } from './waitlist/entering.ts'
import { waitlistRoutes } from './waitlist/routes.ts'

const seenWithinMs = 90 * 24 * 3600_000

const unknown = () => problem('not-found', 'There is no such appointment.')
const actorOf = ({ userId, role }: UserCaller): Actor => ({ actorId: userId, role })

/** The list of somebody who has no record of their own. */
const nothing = ({ count }: model.AppointmentQuery): Static<typeof model.AppointmentPage> => ({
  items: [],
  nextCursor: null,
  ...(count && { total: 0 }),
})

/** Appointments: who meets whom, when, and what became of it. */
export function createAppointmentService(deps: ServiceDeps<Peers>) {
  const { db, clock, outbox } = deps
  const people = knowPeople(deps.peers)
  const booking: Booking = { db, people, clock, outbox, hospitalTz: deps.config.hospitalTz }
  const base = createApp(deps)
  const context: Context = { ...deps, base, people, booking }
  const read = store.prepareReads(db)
  const list = prepareList(db)

  /** The row, if the caller may know of it. */
  async function visible(id: string, caller: UserCaller, relation: Relation): Promise<AppointmentRow | undefined> {
    const row = await read.byId(id)
    if (!row || relation === 'any') return row
    return row.patientId === (await people.patientIdOf(caller.userId)) ? row : undefined
  }

  const app = createService(context, base)
    .get(
      '/appointments',
      async ({ query, caller, relation }) => {
        if (relation === 'own') {
          const patientId = await people.patientIdOf(caller.userId)
          return patientId ? list(query, { patientId }) : nothing(query)
        }
        if (caller.role !== 'doctor' || query.doctorId) return list(query)
        const doctorId = await people.doctorIdOf(caller.userId)
        return doctorId ? list(query, { doctorId }) : nothing(query)
      },
      { permit: 'appointment.read', query: model.AppointmentQuery },
    )
    .get(
      '/appointments/:id',
      async ({ params, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? store.view(row) : unknown()
      },
      { permit: 'appointment.read', params: IdParams },
    )
    .get(
      '/appointments/:id/history',
      async ({ params, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        return row ? { items: await store.historyOf(db, row.id) } : unknown()
      },
      { permit: 'appointment.read', params: IdParams },
    )
    .post(
      '/appointments',
      async ({ body, caller, relation, headers }) => {
        const asking = { caller, relation, key: headers['idempotency-key'] }
        return status(201, await createAppointment(booking, body, asking))
      },
      { permit: 'appointment.create', body: model.NewAppointment },
    )
    .put(
      '/appointments/:id',
      async ({ params, body, caller, relation, headers }) => {
        const row = await visible(params.id, caller, relation)
        if (!row) return unknown()
        const { version: _, ...request } = body
        const assertion = (held: AppointmentRow) => assertCurrent(held, headers, body)
        return store.view(await changeAppointment(booking, row, request, actorOf(caller), assertion))
      },
      { permit: 'appointment.update', params: IdParams, body: model.AppointmentChange },
    )
    .delete(
      '/appointments/:id',
      async ({ params, query, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        if (!row) return unknown()
        const request = { status: 'cancelled', reasonCode: query.reasonCode ?? null } as const
        if (row.status !== 'cancelled') await changeAppointment(booking, row, request, actorOf(caller))
        return status(204, undefined)
      },
      { permit: 'appointment.cancel', params: IdParams, query: model.CancelQuery },
    )
    .post('/internal/appointments/lookup', async ({ body }) => ({ items: await read.byIds(body.ids) }), {
      access: 'part',
      body: model.AppointmentLookup,
    })
    .get(
      '/internal/doctors/:id/patients',
      async ({ params }) => {
        const now = clock.now().getTime()
        const [from, to] = [new Date(now - seenWithinMs), new Date(now + seenWithinMs)]
        return { patientIds: await store.patientsSeenBy(db, params.id, from, to) }
      },
      { access: 'part', params: IdParams },
    )
    .post(
      '/internal/events',
      async ({ body: { type, ids, actorId } }) => {
        if (type === 'patient.archived' && ids.patientId) {
          await closeCalendar(booking, ids.patientId, actorId)
          await closeEntries(context, ids.patientId, actorId)
        }
        return status(204, undefined)
      },
      { access: 'part', body: EventBody },
    )
    .use(waitlistRoutes(context))
    .use(boardRoutes(context))
    .use(timetableRoutes(context))
    .use(availabilityRoutes(context))
    .use(leaveRoutes(context))
    .use(holdRoutes(context))
  return assertPermitted(app)
}

export type AppointmentApi = ReturnType<typeof createAppointmentService>
