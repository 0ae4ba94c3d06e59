import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams, Nullable, Uuid } from '@wardline/kit/schema'
import { Elysia, type Static, status, t } from 'elysia'
import type { Clients } from './clients.ts'
import { answers, answersNothing, as, type Context, creates, tagged } from './context.ts'

/** An appointment with its people named. A name is null while its service cannot be asked. */
const Appointment = t.Composite([
  t.Omit(model.Appointment, ['patientId', 'doctorId']),
  t.Object({
    patient: t.Object({ id: Uuid, name: Nullable(t.String()), mrn: Nullable(t.String()) }),
    doctor: t.Object({ id: Uuid, name: Nullable(t.String()) }),
  }),
])
type Appointment = Static<typeof Appointment>

const Change = t.Composite([
  t.Omit(model.HistoryItem, ['actorId']),
  t.Object({ by: Nullable(t.Object({ id: Uuid, name: Nullable(t.String()) })) }),
])

const unique = (ids: string[]) => [...new Set(ids)]

/** Names for a page of rows in one call to each service, both at once. */
async function withNames(clients: Clients, rows: model.Appointment[]): Promise<Appointment[]> {
  if (rows.length === 0) return []
  const [patients, doctors] = await Promise.all([
    clients.patient.internal.patients.lookup.post({ ids: unique(rows.map((row) => row.patientId)) }),
    clients.doctor.internal.doctors.lookup.post({ ids: unique(rows.map((row) => row.doctorId)) }),
  ])
  // A list of appointments is worth having while a name cannot be looked up.
  const patientOf = new Map(patients.data?.items.map((patient) => [patient.id, patient]))
  const doctorOf = new Map(doctors.data?.items.map((doctor) => [doctor.id, doctor]))
  return rows.map(({ patientId, doctorId, ...row }) => ({
    ...row,
    patient: {
      id: patientId,
      name: patientOf.get(patientId)?.name ?? null,
      mrn: patientOf.get(patientId)?.mrn ?? null,
    },
    doctor: { id: doctorId, name: doctorOf.get(doctorId)?.name ?? null },
  }))
}

const withName = async (clients: Clients, row: model.Appointment): Promise<Appointment> =>
  (await withNames(clients, [row]))[0] as Appointment

async function withActors(clients: Clients, items: model.HistoryItem[]) {
  const ids = unique(items.flatMap(({ actorId }) => actorId ?? []))
  const { data } = await clients.auth.internal.users.lookup.post({ ids })
  const names = new Map(data?.items.map(({ id, name }) => [id, name]))
  return items.map(({ actorId, ...item }) => ({
    ...item,
    by: actorId ? { id: actorId, name: names.get(actorId) ?? null } : null,
  }))
}

const tag = (summary: string) => tagged('appointments', summary)

export const appointmentRoutes = ({ base, clients }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/appointments',
      async ({ query, caller }) => {
        const page = await ask(clients.appointment.appointments.get({ query, ...as(caller) }))
        return { ...page, items: await withNames(clients, page.items) }
      },
      {
        permit: 'appointment.read',
        query: model.AppointmentQuery,
        response: answers(Page(Appointment)),
        detail: tag('Appointments by time'),
      },
    )
    .get(
      '/appointments/:id',
      async ({ params, caller }) =>
        withName(clients, await ask(clients.appointment.appointments(params).get(as(caller)))),
      { permit: 'appointment.read', params: IdParams, response: answers(Appointment), detail: tag('One appointment') },
    )
    .get(
      '/appointments/:id/history',
      async ({ params, caller }) => {
        const { items } = await ask(clients.appointment.appointments(params).history.get(as(caller)))
        return { items: await withActors(clients, items) }
      },
      {
        permit: 'appointment.read',
        params: IdParams,
        response: answers(t.Object({ items: t.Array(Change) })),
        detail: tag('Every change of an appointment: who, when, what'),
      },
    )
    .post(
      '/appointments',
      async ({ body, caller, headers }) =>
        status(
          201,
          await withName(clients, await ask(clients.appointment.appointments.post(body, as(caller, headers)))),
        ),
      {
        permit: 'appointment.create',
        body: model.NewAppointment,
        response: creates(Appointment),
        detail: tag('Book an appointment'),
      },
    )
    .put(
      '/appointments/:id',
      async ({ params, body, caller, headers }) =>
        withName(clients, await ask(clients.appointment.appointments(params).put(body, as(caller, headers)))),
      {
        permit: 'appointment.update',
        params: IdParams,
        body: model.AppointmentChange,
        response: answers(Appointment),
        detail: tag('Move an appointment, change its status or its details'),
      },
    )
    .delete(
      '/appointments/:id',
      async ({ params, query, caller }) => {
        await ask(clients.appointment.appointments(params).delete(undefined, { query, ...as(caller) }))
        return status(204, undefined)
      },
      {
        permit: 'appointment.cancel',
        params: IdParams,
        query: model.CancelQuery,
        response: answersNothing,
        detail: tag('Cancel an appointment'),
      },
    )
    .get(
      '/doctors/:id/slots',
      ({ params, query, caller }) => ask(clients.appointment.doctors(params).slots.get({ query, ...as(caller) })),
      {
        permit: 'doctor.read',
        params: IdParams,
        query: model.SlotsQuery,
        response: answers(t.Object({ items: t.Array(model.Slot) })),
        detail: tagged('doctors', 'Free slots of a doctor, for at most 31 days'),
      },
    )
