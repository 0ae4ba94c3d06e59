import * as model from '@wardline/appointment/model'
import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams, Nullable, Uuid } from '@wardline/kit/schema'
import { Elysia, type Static, status, t } from 'elysia'
import { answers, answersNothing, as, type Context, creates, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'
import { NamedChange, type Names, nameActors } from './names.ts'

/** An appointment with its people named. A name is null while its service cannot be asked. */
export const Appointment = t.Composite([
  t.Omit(model.Appointment, ['patientId', 'doctorId']),
  t.Object({
    patient: t.Object({ id: Uuid, name: Nullable(t.String()), mrn: Nullable(t.String()) }),
    doctor: t.Object({ id: Uuid, name: Nullable(t.String()) }),
  }),
])
export type Appointment = Static<typeof Appointment>

/** Names for a page of rows in one call to each service, both at once. */
export async function withNames({ patients, doctors }: Names, rows: model.Appointment[]): Promise<Appointment[]> {
  const [patientOf, doctorOf] = await Promise.all([
    patients.of(rows.map((row) => row.patientId)),
    doctors.of(rows.map((row) => row.doctorId)),
  ])
  return rows.map(({ patientId, doctorId, ...row }) => {
    const { name = null, mrn = null } = patientOf(patientId) ?? {}
    return {
      ...row,
      patient: { id: patientId, name, mrn },
      doctor: { id: doctorId, name: doctorOf(doctorId)?.name ?? null },
    }
  })
}

const withName = async (names: Names, row: model.Appointment): Promise<Appointment> =>
  (await withNames(names, [row]))[0] as Appointment

const columns: Columns<Appointment> = [
  ...(['startsAt', 'endsAt', 'status', 'patient.name', 'patient.mrn', 'doctor.name', 'reason', 'type'] as const),
  ...(['overrideReason', 'startedAt', 'cancelled.at', 'cancelled.reason', 'createdAt', 'updatedAt', 'id'] as const),
]

const tag = (summary: string, header?: RequestHeader) => tagged('appointments', summary, header)

export const appointmentRoutes = ({ base, clients, names, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/appointments',
      (asked) =>
        pageOrCsv(asked, exporting, columns, async (query) => {
          const page = await ask(clients.appointment.appointments.get({ query, ...as(asked.caller) }))
          return { ...page, items: await withNames(names, page.items) }
        }),
      {
        permit: 'appointment.read',
        query: model.AppointmentQuery,
        response: answers(Page(Appointment)),
        detail: listed('appointments', 'Appointments by time'),
      },
    )
    .get(
      '/appointments/:id',
      async ({ params, caller }) =>
        withName(names, await ask(clients.appointment.appointments(params).get(as(caller)))),
      { permit: 'appointment.read', params: IdParams, response: answers(Appointment), detail: tag('One appointment') },
    )
    .get(
      '/appointments/:id/history',
      async ({ params, caller }) => {
        const { items } = await ask(clients.appointment.appointments(params).history.get(as(caller)))
        return { items: await nameActors(names, items) }
      },
      {
        permit: 'appointment.read',
        params: IdParams,
        response: answers(t.Object({ items: t.Array(NamedChange) })),
        detail: tag('Every change of an appointment: who, when, what'),
      },
    )
    .post(
      '/appointments',
      async ({ body, caller, headers }) =>
        status(201, await withName(names, await ask(clients.appointment.appointments.post(body, as(caller, headers))))),
      {
        permit: 'appointment.create',
        body: model.NewAppointment,
        response: creates(Appointment),
        detail: tag('Book an appointment', 'Idempotency-Key'),
      },
    )
    .put(
      '/appointments/:id',
      async ({ params, body, caller, headers }) =>
        withName(names, await ask(clients.appointment.appointments(params).put(body, as(caller, headers)))),
      {
        permit: 'appointment.update',
        params: IdParams,
        body: model.AppointmentChange,
        response: answers(Appointment),
        detail: tag('Move an appointment, change its status or its details', 'If-Match'),
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
