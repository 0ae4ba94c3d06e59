import { Uuid } from '@wardline/kit/schema'
import { assertPermitted, createApp, type ServiceDeps } from '@wardline/kit/service'
import { t } from 'elysia'
import { PatientLookup, type PatientSummary } from './model.ts'

/** Patients: who they are, how to reach them, what they must not be given. */
export function createPatientService(deps: ServiceDeps) {
  const app = createApp(deps)
    .post('/internal/patients/lookup', (): { items: PatientSummary[] } => ({ items: [] }), {
      open: 'part',
      body: PatientLookup,
    })
    .get('/internal/patients/by-user/:userId', (): { patient: PatientSummary | null } => ({ patient: null }), {
      open: 'part',
      params: t.Object({ userId: Uuid }),
    })
  return assertPermitted(app)
}

export type PatientApi = ReturnType<typeof createPatientService>
