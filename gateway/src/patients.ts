import { ask } from '@wardline/kit/client'
import { IdParams } from '@wardline/kit/schema'
import * as model from '@wardline/patient/model'
import { Elysia, status } from 'elysia'
import { answers, answersNothing, as, type Context, creates, type RequestHeader, tagged } from './context.ts'

const tag = (summary: string, header?: RequestHeader) => tagged('patients', summary, header)

export const patientRoutes = ({ base, clients: { patient: client } }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/patients', ({ query, caller }) => ask(client.patients.get({ query, ...as(caller) })), {
      permit: 'patient.read',
      query: model.PatientQuery,
      response: answers(model.PatientPage),
      detail: tag('Patients; `q` finds names, MRN, phone and birth date'),
    })
    .get('/patients/me', ({ caller }) => ask(client.patients.me.get(as(caller))), {
      permit: 'patient.read-own',
      response: answers(model.Patient),
      detail: tag('The signed-in patient’s own record'),
    })
    .get('/patients/:id', ({ params, caller }) => ask(client.patients(params).get(as(caller))), {
      permit: 'patient.read',
      params: IdParams,
      response: answers(model.Patient),
      detail: tag('One patient'),
    })
    .get('/patients/:id/history', ({ params, caller }) => ask(client.patients(params).history.get(as(caller))), {
      permit: 'patient.history',
      params: IdParams,
      response: answers(model.PatientHistory),
      detail: tag('Every change of a patient’s record'),
    })
    .post(
      '/patients',
      async ({ body, caller, headers }) => status(201, await ask(client.patients.post(body, as(caller, headers)))),
      {
        permit: 'patient.create',
        body: model.NewPatient,
        response: creates(model.Patient),
        detail: tag('Register a patient', 'Idempotency-Key'),
      },
    )
    .put(
      '/patients/:id',
      ({ params, body, caller, headers }) => ask(client.patients(params).put(body, as(caller, headers))),
      {
        permit: 'patient.update',
        params: IdParams,
        body: model.PatientChange,
        response: answers(model.Patient),
        detail: tag('Change a patient’s record', 'If-Match'),
      },
    )
    .delete(
      '/patients/:id',
      async ({ params, caller }) => {
        await ask(client.patients(params).delete(undefined, as(caller)))
        return status(204, undefined)
      },
      {
        permit: 'patient.archive',
        params: IdParams,
        response: answersNothing,
        detail: tag('Archive a patient and cancel what lies ahead'),
      },
    )
