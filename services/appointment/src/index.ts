import type { Treaty } from '@elysiajs/eden'
import type { DoctorApi } from '@wardline/doctor/api'
import type { DoctorSummary } from '@wardline/doctor/model'
import { freeSlots, longestSearchDays } from '@wardline/doctor/rules'
import { ask } from '@wardline/kit/client'
import { invalid, ProblemError, problem } from '@wardline/kit/errors'
import { once } from '@wardline/kit/idempotency'
import type { UserCaller } from '@wardline/kit/identity'
import { EventBody } from '@wardline/kit/outbox'
import type { Relation } from '@wardline/kit/permissions'
import { assertCurrent } from '@wardline/kit/record'
import { IdParams } from '@wardline/kit/schema'
import { assertPermitted, createService, type ServiceDeps } from '@wardline/kit/service'
import type { PatientApi } from '@wardline/patient/api'
import { status } from 'elysia'
import { archivedPatient, book, change } from './booking.ts'
import { prepareList } from './list.ts'
import * as model from './model.ts'
import {
  type ChangeRequest,
  decideChange,
  isRefusal,
  mayOverride,
  noOverride,
  type Power,
  type Refusal,
  requestedTimes,
  startsTooEarly,
} from './rules.ts'
import * as store from './store.ts'
import { type AppointmentRow, idempotency } from './tables.ts'

export interface Peers {
  patient: Treaty.Create<PatientApi>
  doctor: Treaty.Create<DoctorApi>
}

const powersOf = ({ userId, role }: UserCaller) => ({ actorId: userId, role })

const seenWithinDays = 90
const day = 24 * 3600_000

const unknown = () => problem('not-found', 'There is no such appointment.')
const refused = ({ kind, message, field }: Refusal) =>
  kind === 'invalid' && field ? ProblemError.invalid(field, message) : new ProblemError(kind, message)

/** Appointments: who meets whom, when, and what became of it. */
export function createAppointmentService(deps: ServiceDeps<Peers>) {
  const { db, peers, clock, config, outbox } = deps
  const { hospitalTz } = config
  const list = prepareList(db)

  const ownPatientId = async (caller: UserCaller) =>
    (await ask(peers.patient.internal.patients['by-user']({ userId: caller.userId }).get())).patient?.id
  const ownDoctorId = async (caller: UserCaller) =>
    (await ask(peers.doctor.internal.doctors['by-user']({ userId: caller.userId }).get())).doctor?.id

  /** The row, if the caller may know of it. */
  async function visible(id: string, caller: UserCaller, relation: Relation): Promise<AppointmentRow | undefined> {
    const row = await store.findAppointment(db, id)
    if (!row || relation === 'any') return row
    return row.patientId === (await ownPatientId(caller)) ? row : undefined
  }

  const findDoctor = async (id: string) =>
    (await ask(peers.doctor.internal.doctors.lookup.post({ ids: [id] }))).items[0]

  async function bookableDoctor(id: string): Promise<DoctorSummary> {
    const doctor = await findDoctor(id)
    if (!doctor) throw ProblemError.invalid('doctorId', 'There is no such doctor.')
    if (doctor.archivedAt) throw ProblemError.invalid('doctorId', 'This doctor no longer takes appointments.')
    return doctor
  }

  async function assertBookable(patientId: string): Promise<void> {
    const patient = (await ask(peers.patient.internal.patients.lookup.post({ ids: [patientId] }))).items[0]
    if (!patient) throw ProblemError.invalid('patientId', 'There is no such patient.')
    if (patient.archivedAt) throw archivedPatient()
  }

  /** Applies a change, decided by the rules on the row as the locks hold it. */
  async function apply(
    row: AppointmentRow,
    request: ChangeRequest,
    by: { actorId: string | null; role: Power },
    assertion: (row: AppointmentRow) => void = () => {},
  ): Promise<AppointmentRow> {
    const acting = { ...by, at: clock.now(), hospitalTz }
    const other = request.doctorId !== undefined && request.doctorId !== row.doctorId
    const doctor = other ? await bookableDoctor(request.doctorId as string) : await findDoctor(row.doctorId)
    if (!doctor) throw new ProblemError('unavailable', 'The doctor of this appointment cannot be read just now.')
    const after = await change(db, row, request.doctorId, acting, (locked) => {
      assertion(locked)
      const values = decideChange(locked, request, acting)
      if (isRefusal(values)) throw refused(values)
      return { values, doctor, reason: request.reasonCode ?? null }
    })
    outbox.wake()
    return after
  }

  async function create(body: model.NewAppointment, caller: UserCaller, relation: Relation, key: string | undefined) {
    if (relation === 'own' && body.patientId !== (await ownPatientId(caller)))
      throw new ProblemError('forbidden', 'Patients book for themselves.')
    if (body.overrideReason && !mayOverride(caller.role)) throw refused(noOverride())
    const [doctor] = await Promise.all([bookableDoctor(body.doctorId), assertBookable(body.patientId)])
    const at = clock.now()
    const times = requestedTimes(body, doctor.slotMinutes)
    const refusal = isRefusal(times) ? times : startsTooEarly(times.startsAt, at)
    if (refusal || isRefusal(times)) throw refused(refusal as Refusal)
    const { patientId, doctorId, reason = null, type = null, overrideReason = null } = body
    const untouched = { startedAt: null, cancelledBy: null, cancelledAt: null, cancelReason: null }
    const values = {
      patientId,
      doctorId,
      ...times,
      status: 'booked' as const,
      reason,
      type,
      overrideReason,
      ...untouched,
    }
    const request = { userId: caller.userId, route: 'POST /appointments', key, body }
    const { answer } = await once(db, idempotency, request, clock, async (tx) => {
      const row = await book(tx, values, doctor, { actorId: caller.userId, at, hospitalTz })
      return { status: 201, answer: store.view(row) }
    })
    outbox.wake()
    return answer
  }

  const app = createService(deps)
    .get(
      '/appointments',
      async ({ query, caller, relation }) => {
        if (relation === 'own') {
          const patientId = await ownPatientId(caller)
          return patientId
            ? list(query, { patientId })
            : { items: [], nextCursor: null, ...(query.count && { total: 0 }) }
        }
        const doctorId = caller.role === 'doctor' && !query.doctorId ? await ownDoctorId(caller) : undefined
        return list(query, doctorId ? { doctorId } : {})
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
      async ({ body, caller, relation, headers }) =>
        status(201, await create(body, caller, relation, headers['idempotency-key'])),
      { permit: 'appointment.create', body: model.NewAppointment },
    )
    .put(
      '/appointments/:id',
      async ({ params, body, caller, relation, headers }) => {
        const row = await visible(params.id, caller, relation)
        if (!row) return unknown()
        const { version: _, ...request } = body
        return store.view(await apply(row, request, powersOf(caller), (locked) => assertCurrent(locked, headers, body)))
      },
      { permit: 'appointment.update', params: IdParams, body: model.AppointmentChange },
    )
    .delete(
      '/appointments/:id',
      async ({ params, query, caller, relation }) => {
        const row = await visible(params.id, caller, relation)
        if (!row) return unknown()
        if (row.status !== 'cancelled')
          await apply(row, { status: 'cancelled', reasonCode: query.reasonCode ?? null }, powersOf(caller))
        return status(204, undefined)
      },
      { permit: 'appointment.cancel', params: IdParams, query: model.CancelQuery },
    )
    .get(
      '/doctors/:id/slots',
      async ({ params, query }) => {
        const within = { startsAt: new Date(query.from), endsAt: new Date(query.to) }
        const length = within.endsAt.getTime() - within.startsAt.getTime()
        if (length <= 0) return invalid('to', '“to” must be later than “from”.')
        if (length > longestSearchDays * day + 3600_000)
          return invalid('to', `Slots are searched for at most ${longestSearchDays} days.`)
        const doctor = await findDoctor(params.id)
        if (!doctor) return problem('not-found', 'There is no such doctor.')
        if (doctor.archivedAt) return { items: [] }
        const busy = await store.busyTimes(db, [doctor.id], within)
        const slots = freeSlots({ ...doctor, within, busy, timeZone: hospitalTz })
        return {
          items: slots.map(({ startsAt, endsAt }) => ({
            startsAt: startsAt.toISOString(),
            endsAt: endsAt.toISOString(),
          })),
        }
      },
      { permit: 'doctor.read', params: IdParams, query: model.SlotsQuery },
    )
    .post(
      '/internal/appointments/lookup',
      async ({ body }) => ({ items: await store.findAppointments(db, body.ids) }),
      {
        access: 'part',
        body: model.AppointmentLookup,
      },
    )
    .get(
      '/internal/doctors/:id/patients',
      async ({ params }) => {
        const now = clock.now().getTime()
        const [from, to] = [new Date(now - seenWithinDays * day), new Date(now + seenWithinDays * day)]
        return { patientIds: await store.patientsSeenBy(db, params.id, from, to) }
      },
      { access: 'part', params: IdParams },
    )
    .post(
      '/internal/events',
      async ({ body: { type, ids, actorId } }) => {
        if (type !== 'patient.archived' || !ids.patientId) return status(204, undefined)
        const at = clock.now()
        await store.closePatient(db, ids.patientId, at)
        for (const row of await store.upcomingOf(db, ids.patientId, at))
          await apply(
            row,
            { status: 'cancelled', reasonCode: 'patient-archived' },
            // The one who archived the patient is not told of it.
            { actorId, role: 'system' },
          )
        return status(204, undefined)
      },
      { access: 'part', body: EventBody },
    )
  return assertPermitted(app)
}

export type AppointmentApi = ReturnType<typeof createAppointmentService>
