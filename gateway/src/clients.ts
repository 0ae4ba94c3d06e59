import type { Treaty } from '@elysiajs/eden'
import type { AppointmentApi } from '@wardline/appointment/api'
import type { AuthApi } from '@wardline/auth/api'
import type { DoctorApi } from '@wardline/doctor/api'
import { connectPart, type Target } from '@wardline/kit/client'
import type { PartSigner } from '@wardline/kit/identity'
import type { Service } from '@wardline/kit/parts'
import type { NotificationApi } from '@wardline/notification/api'
import type { PatientApi } from '@wardline/patient/api'

/** The Eden client of each service, as one part sees them: calls without a user carry that part's token. */
export interface Clients {
  auth: Treaty.Create<AuthApi>
  patient: Treaty.Create<PatientApi>
  doctor: Treaty.Create<DoctorApi>
  appointment: Treaty.Create<AppointmentApi>
  notification: Treaty.Create<NotificationApi>
}

export type Targets = Record<Service, Target>

/** Auth hashes at most two passwords at once, so that a rush of logins slows nobody else down: who logs in may have to wait. */
const authLimitMs = 15_000

/** Instances in this process or URLs of others: whoever calls does not see the difference. */
export function connectClients(targets: Targets, sign: PartSigner): Clients {
  const to = (service: Service) => [service, targets[service], () => sign(service)] as const
  return {
    auth: connectPart<AuthApi>(...to('auth'), authLimitMs),
    patient: connectPart<PatientApi>(...to('patient')),
    doctor: connectPart<DoctorApi>(...to('doctor')),
    appointment: connectPart<AppointmentApi>(...to('appointment')),
    notification: connectPart<NotificationApi>(...to('notification')),
  }
}
