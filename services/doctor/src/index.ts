import { Uuid } from '@wardline/kit/schema'
import { assertPermitted, createApp, type ServiceDeps } from '@wardline/kit/service'
import { t } from 'elysia'
import { DoctorLookup, type DoctorSummary } from './model.ts'

/** Doctors: who they are and when they work. */
export function createDoctorService(deps: ServiceDeps) {
  const app = createApp(deps)
    .post('/internal/doctors/lookup', (): { items: DoctorSummary[] } => ({ items: [] }), {
      open: 'part',
      body: DoctorLookup,
    })
    .get('/internal/doctors/by-user/:userId', (): { doctor: DoctorSummary | null } => ({ doctor: null }), {
      open: 'part',
      params: t.Object({ userId: Uuid }),
    })
  return assertPermitted(app)
}

export type DoctorApi = ReturnType<typeof createDoctorService>
