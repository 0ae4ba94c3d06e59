import type { Treaty } from '@elysiajs/eden'
import type { AppointmentApi } from '@wardline/appointment/api'
import type { AuthApi } from '@wardline/auth/api'
import type { Resolved, UserSummary } from '@wardline/auth/model'
import type { DoctorApi } from '@wardline/doctor/api'
import { ask } from '@wardline/kit/client'
import { coalesce } from '@wardline/kit/coalesce'
import type { PatientApi } from '@wardline/patient/api'
import type { PatientSummary } from '@wardline/patient/model'
import type { Audience } from '../model.ts'

export interface Peers {
  auth: Treaty.Create<AuthApi>
  patient: Treaty.Create<PatientApi>
  doctor: Treaty.Create<DoctorApi>
  appointment: Treaty.Create<AppointmentApi>
}

/** What a lookup takes at most. */
const lookupSize = 1000

async function inParts<T>(ids: string[], look: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const parts: Promise<T[]>[] = []
  for (let start = 0; start < ids.length; start += lookupSize) parts.push(look(ids.slice(start, start + lookupSize)))
  return (await Promise.all(parts)).flat()
}

/** Everything this service asks others about people; always before a transaction, never inside one. */
export function knowPeople({ auth, patient, doctor, appointment }: Peers) {
  const users = (ids: string[]): Promise<UserSummary[]> =>
    inParts(ids, async (part) => (await ask(auth.internal.users.lookup.post({ ids: part }))).items)
  const patients = (ids: string[]): Promise<PatientSummary[]> =>
    inParts(ids, async (part) => (await ask(patient.internal.patients.lookup.post({ ids: part }))).items)
  const resolve = ({ userIds, roles, everyone }: Audience, query: { senderId?: string }): Promise<Resolved> => {
    const meant = { ...(userIds && { userIds }), ...(roles && { roles }), ...(everyone && { everyone }) }
    return ask(auth.internal.users.resolve.post(meant, { query }))
  }

  return {
    users,
    // Events come in batches: what many of them ask at once is asked together.
    user: coalesce(users),
    patient: coalesce(patients),
    doctor: coalesce(async (ids) => (await ask(doctor.internal.doctors.lookup.post({ ids }))).items),
    appointment: coalesce(async (ids) => (await ask(appointment.internal.appointments.lookup.post({ ids }))).items),

    leave: async (id: string) => (await ask(appointment.internal.leave.lookup.post({ ids: [id] }))).items[0],

    offer: async (id: string) => (await ask(appointment.internal.waitlist.offers.lookup.post({ ids: [id] }))).items[0],

    /** The active users that an audience means. */
    active: async (audience: Audience): Promise<string[]> => (await resolve(audience, {})).userIds,

    /** The same, and by name who sends to them, in one call. */
    reached: (audience: Audience, senderId: string): Promise<Resolved> => resolve(audience, { senderId }),

    /** The users of the patients whom a doctor sees or saw within 90 days. */
    async patientUsersOf(userId: string): Promise<Set<string>> {
      const me = (await ask(doctor.internal.doctors['by-user']({ userId }).get())).doctor
      if (!me) return new Set()
      const { patientIds } = await ask(appointment.internal.doctors({ id: me.id }).patients.get())
      const seen = await patients(patientIds)
      return new Set(seen.flatMap((each) => each.userId ?? []))
    },
  }
}
export type People = ReturnType<typeof knowPeople>
