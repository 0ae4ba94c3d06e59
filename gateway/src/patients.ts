import { ask } from '@wardline/kit/client'
import { Page } from '@wardline/kit/list'
import { IdParams } from '@wardline/kit/schema'
import { AboutPatient, AboutPatientQuery } from '@wardline/notification/model'
import * as model from '@wardline/patient/model'
import { Elysia, type Static, status, t } from 'elysia'
import { answers, answersNothing, as, type Context, creates, listed, type RequestHeader, tagged } from './context.ts'
import { type Columns, pageOrCsv } from './csv.ts'
import { NamedUser, nameUsers } from './names.ts'

/** "Penicillin: rash (severe)": what it is to comes first, and a reaction that is a list of its own is no other part. */
const allergyInWords = ({ substance, reaction, severity }: model.Allergy): string =>
  `${substance}${reaction ? `: ${reaction}` : ''}${severity ? ` (${severity})` : ''}`

const columns: Columns<model.Patient> = [
  ...(['mrn', 'familyName', 'givenName', 'birthDate', 'sex', 'phone', 'email', 'address'] as const),
  ...(['emergencyContact', 'bloodType'] as const),
  { name: 'allergies', text: ({ allergies }) => allergies.map(allergyInWords).join('; ') },
  ...(['archivedAt', 'createdAt', 'updatedAt', 'id'] as const),
]

const Told = t.Composite([AboutPatient, t.Object({ user: NamedUser })])
const toldColumns: Columns<Static<typeof Told>> = [
  ...(['createdAt', 'user.name', 'kind', 'severity', 'title', 'body', 'readAt', 'ack.dueAt', 'ack.at'] as const),
  ...(['status', 'link', 'id'] as const),
]

const tag = (summary: string, header?: RequestHeader) => tagged('patients', summary, header)

export const patientRoutes = ({ base, clients, names, exporting }: Context) => {
  const { patient: client } = clients
  return new Elysia({ normalize: false })
    .use(base)
    .get(
      '/patients',
      (asked) =>
        pageOrCsv(asked, exporting, columns, (query) => ask(client.patients.get({ query, ...as(asked.caller) }))),
      {
        permit: 'patient.read',
        query: model.PatientQuery,
        response: answers(model.PatientPage),
        detail: listed('patients', 'Patients; `q` finds names, MRN, phone and birth date'),
      },
    )
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
    .get(
      '/patients/:id/notifications',
      (asked) =>
        pageOrCsv(asked, exporting, toldColumns, async (query) => {
          const { params, caller } = asked
          const [{ items, ...page }] = await Promise.all([
            ask(clients.notification.patients(params).notifications.get({ query, ...as(caller) })),
            // Who keeps no patients knows none that does not exist.
            ask(client.patients(params).get(as(caller))),
          ])
          const named = await nameUsers(
            names,
            items.map(({ userId }) => userId),
          )
          return { ...page, items: items.map((item) => ({ ...item, user: named(item.userId) })) }
        }),
      {
        permit: 'patient.notifications',
        params: IdParams,
        query: AboutPatientQuery,
        response: answers(Page(Told)),
        detail: listed('patients', 'Whom we told something about a patient, newest first; words for who may read them'),
      },
    )
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
}
