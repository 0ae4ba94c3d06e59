import { type SignedIn, startProcesses } from '@wardline/gateway/testing'

type Hospital = Awaited<ReturnType<typeof startProcesses>>

/** Runs `work` for each number up to `count`, sixteen at a time. */
export async function times<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const one = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: 16 }, one))
  return results
}

async function post(hospital: Hospital, who: SignedIn, path: string, body: object): Promise<string> {
  const response = await hospital.fetch(path, { method: 'POST', headers: who.headers, body })
  if (response.status !== 201) throw new Error(`${path}: ${await response.text()}`)
  return ((await response.json()) as { id: string }).id
}

/** Sixteen half hours of each working day from next Monday on, on the wall clock of the tests' hospital. */
function slot(index: number): string {
  const today = Temporal.Now.plainDateISO('Europe/Madrid')
  const day = Math.floor(index / 16)
  const date = today.add({ days: 8 - today.dayOfWeek + Math.floor(day / 5) * 7 + (day % 5) })
  const time = Temporal.PlainTime.from('09:00').add({ minutes: (index % 16) * 30 })
  return date.toZonedDateTime({ timeZone: 'Europe/Madrid', plainTime: time }).toInstant().toString()
}

/** A hospital of processes with 10,000 patients, filled through its own API. */
export async function startBusyHospital(profile: 'single' | 'split', patients: number) {
  const hospital = await startProcesses(profile)
  const [admin, receptionist] = await Promise.all([hospital.as('admin'), hospital.as('receptionist')])
  const patientIds = await times(patients, (index) =>
    post(hospital, receptionist, '/patients', {
      givenName: `Given${index}`,
      familyName: `Family${index % 700}`,
      birthDate: `19${String(40 + (index % 60)).padStart(2, '0')}-0${1 + (index % 9)}-15`,
      sex: 'unknown',
      allergies: [{ substance: 'Penicillin', severity: 'severe' }],
    }),
  )
  const doctorIds = await times(20, (index) =>
    post(hospital, admin, '/doctors', { givenName: `Given${index}`, familyName: 'Doctor', specialty: 'Surgery' }),
  )
  await times(20 * 16, (index) =>
    post(hospital, receptionist, '/appointments', {
      patientId: patientIds[index % patients] as string,
      doctorId: doctorIds[index % 20] as string,
      startsAt: slot(Math.floor(index / 20)),
    }),
  )
  return { ...hospital, admin, receptionist, patientIds }
}
export type BusyHospital = Awaited<ReturnType<typeof startBusyHospital>>

/** A doctor with a login, and bookings with them to be made one by one. */
export async function prepareAlerts(hospital: BusyHospital, count: number) {
  const { admin, receptionist, patientIds } = hospital
  const doctor = await hospital.as('doctor')
  const doctorId = await post(hospital, admin, '/doctors', {
    givenName: 'Ada',
    familyName: 'Okafor',
    specialty: 'Surgery',
    userId: doctor.userId,
  })
  const bookings = Array.from(
    { length: count },
    (_, index) => () =>
      post(hospital, receptionist, '/appointments', {
        patientId: patientIds[(500 + index) % patientIds.length] as string,
        doctorId,
        startsAt: slot(320 + index),
      }),
  )
  return { doctor, bookings }
}

/** The same slot of a new doctor, for as many patients. */
export async function prepareRace(hospital: BusyHospital, count: number) {
  const { admin, receptionist, patientIds } = hospital
  const doctorId = await post(hospital, admin, '/doctors', {
    givenName: 'Grace',
    familyName: 'Race',
    specialty: 'Surgery',
  })
  const attempts = Array.from({ length: count }, (_, index) => async () => {
    const body = { patientId: patientIds[(700 + index) % patientIds.length], doctorId, startsAt: slot(640) }
    const response = await hospital.fetch('/appointments', { method: 'POST', headers: receptionist.headers, body })
    return response.status
  })
  return { attempts }
}
