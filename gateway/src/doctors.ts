import * as model from '@wardline/doctor/model'
import { ask } from '@wardline/kit/client'
import type { UserCaller } from '@wardline/kit/identity'
import { may } from '@wardline/kit/permissions'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status } from 'elysia'
import { answers, answersNothing, as, type Context, creates, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** "Mon 08:00-12:00; Mon 14:00-18:00" */
const hoursInWords = (doctor: model.DoctorView): string =>
  'hours' in doctor ? doctor.hours.map(({ weekday, from, to }) => `${days[weekday - 1]} ${from}-${to}`).join('; ') : ''

const columns = ['name', 'specialty', 'room'] as const
const details = ['email', 'phone', 'licenseNumber', { name: 'hours', text: hoursInWords }, 'slotMinutes'] as const
const columnsFor = ({ role }: UserCaller): Columns<model.DoctorView> =>
  may(role, 'doctor.read-details') ? [...columns, ...details, 'archivedAt', 'id'] : [...columns, 'id']

const tag = (summary: string, header?: RequestHeader) => tagged('doctors', summary, header)

export const doctorRoutes = ({ base, clients: { doctor: client }, exporting }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/doctors',
      (asked) =>
        pageOrCsv(asked, exporting, columnsFor(asked.caller), (query) =>
          ask(client.doctors.get({ query, ...as(asked.caller) })),
        ),
      {
        permit: 'doctor.read',
        query: model.DoctorQuery,
        response: answers(model.DoctorPage),
        detail: listed('doctors', 'Doctors; patients see name, specialty and room'),
      },
    )
    .get('/doctors/:id', ({ params, caller }) => ask(client.doctors(params).get(as(caller))), {
      permit: 'doctor.read',
      params: IdParams,
      response: answers(model.DoctorView),
      detail: tag('One doctor'),
    })
    .get('/doctors/:id/history', ({ params, caller }) => ask(client.doctors(params).history.get(as(caller))), {
      permit: 'doctor.manage',
      params: IdParams,
      response: answers(model.DoctorHistory),
      detail: tag('Every change of a doctor’s record'),
    })
    .post(
      '/doctors',
      async ({ body, caller, headers }) => status(201, await ask(client.doctors.post(body, as(caller, headers)))),
      {
        permit: 'doctor.manage',
        body: model.NewDoctor,
        response: creates(model.Doctor),
        detail: tag('Add a doctor'),
      },
    )
    .put(
      '/doctors/:id',
      ({ params, body, caller, headers }) => ask(client.doctors(params).put(body, as(caller, headers))),
      {
        permit: 'doctor.manage',
        params: IdParams,
        body: model.DoctorChange,
        response: answers(model.Doctor),
        detail: tag('Change a doctor’s record or hours', 'If-Match'),
      },
    )
    .delete(
      '/doctors/:id',
      async ({ params, caller }) => {
        await ask(client.doctors(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'doctor.manage',
        params: IdParams,
        response: answersNothing,
        detail: tag('Archive a doctor; appointments stay'),
      },
    )
