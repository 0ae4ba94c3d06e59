import * as doctor from '@wardline/doctor/model'
import { ask } from '@wardline/kit/client'
import { IdParams } from '@wardline/kit/schema'
import * as patient from '@wardline/patient/model'
import { Elysia, status } from 'elysia'
import { answers, answersNothing, as, type Context, creates, tagged } from './context.ts'

export const patientRoutes = ({ base, clients: { patient: client } }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/patients', ({ query, caller }) => ask(client.patients.get({ query, ...as(caller) })), {
      permit: 'patient.read',
      query: patient.PatientQuery,
      response: answers(patient.PatientPage),
      detail: tagged('patients', 'Patients; `q` finds names, MRN, phone and birth date'),
    })
    .get('/patients/me', ({ caller }) => ask(client.patients.me.get(as(caller))), {
      permit: 'patient.read-own',
      response: answers(patient.Patient),
      detail: tagged('patients', 'The signed-in patient’s own record'),
    })
    .get('/patients/:id', ({ params, caller }) => ask(client.patients(params).get(as(caller))), {
      permit: 'patient.read',
      params: IdParams,
      response: answers(patient.Patient),
      detail: tagged('patients', 'One patient'),
    })
    .get('/patients/:id/history', ({ params, caller }) => ask(client.patients(params).history.get(as(caller))), {
      permit: 'patient.history',
      params: IdParams,
      response: answers(patient.PatientHistory),
      detail: tagged('patients', 'Every change of a patient’s record'),
    })
    .post(
      '/patients',
      async ({ body, caller, headers }) => status(201, await ask(client.patients.post(body, as(caller, headers)))),
      {
        permit: 'patient.create',
        body: patient.NewPatient,
        response: creates(patient.Patient),
        detail: tagged('patients', 'Register a patient'),
      },
    )
    .put(
      '/patients/:id',
      ({ params, body, caller, headers }) => ask(client.patients(params).put(body, as(caller, headers))),
      {
        permit: 'patient.update',
        params: IdParams,
        body: patient.PatientChange,
        response: answers(patient.Patient),
        detail: tagged('patients', 'Change a patient’s record'),
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
        detail: tagged('patients', 'Archive a patient and cancel what lies ahead'),
      },
    )

export const doctorRoutes = ({ base, clients: { doctor: client } }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/doctors', ({ query, caller }) => ask(client.doctors.get({ query, ...as(caller) })), {
      permit: 'doctor.read',
      query: doctor.DoctorQuery,
      response: answers(doctor.DoctorPage),
      detail: tagged('doctors', 'Doctors; patients see name, specialty and room'),
    })
    .get('/doctors/:id', ({ params, caller }) => ask(client.doctors(params).get(as(caller))), {
      permit: 'doctor.read',
      params: IdParams,
      response: answers(doctor.DoctorView),
      detail: tagged('doctors', 'One doctor'),
    })
    .get('/doctors/:id/history', ({ params, caller }) => ask(client.doctors(params).history.get(as(caller))), {
      permit: 'doctor.manage',
      params: IdParams,
      response: answers(doctor.DoctorHistory),
      detail: tagged('doctors', 'Every change of a doctor’s record'),
    })
    .post(
      '/doctors',
      async ({ body, caller, headers }) => status(201, await ask(client.doctors.post(body, as(caller, headers)))),
      {
        permit: 'doctor.manage',
        body: doctor.NewDoctor,
        response: creates(doctor.Doctor),
        detail: tagged('doctors', 'Add a doctor'),
      },
    )
    .put(
      '/doctors/:id',
      ({ params, body, caller, headers }) => ask(client.doctors(params).put(body, as(caller, headers))),
      {
        permit: 'doctor.manage',
        params: IdParams,
        body: doctor.DoctorChange,
        response: answers(doctor.Doctor),
        detail: tagged('doctors', 'Change a doctor’s record or hours'),
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
        detail: tagged('doctors', 'Archive a doctor; appointments stay'),
      },
    )
