import { type Desk, on } from './testing.ts'

/** A doctor of a specialty of their own, somebody who gives appointments up, and three people who could come instead. */
export async function expectPatients(desk: Desk) {
  const specialty = `Specialty ${crypto.randomUUID()}`
  const doctorId = await desk.newDoctor({ specialty })
  const former = await desk.newPatient()
  const patients = [await desk.newPatient(), await desk.newPatient(), await desk.newPatient()] as const

  const book = async (patientId: string, time = '09:00', values: object = {}): Promise<string> =>
    (await desk.book({ doctorId, patientId, startsAt: on(time), ...values })).body.id
  return {
    ...{ specialty, doctorId, former, patients, book },
    /** One of the three waits for the doctor. */
    wait: async (which: 0 | 1 | 2, values: object = {}): Promise<string> =>
      (await desk.enter({ patientId: patients[which], doctorId, ...values })).body.id,
    /** An appointment that was given up at once. */
    giveUp: async (time = '09:00'): Promise<string> => {
      const id = await book(former, time)
      await desk.cancel(id)
      return id
    },
    /** Who was asked about each of the doctor's slots, in order, and with what outcome. */
    chains: async () =>
      (await desk.freed(`?doctorId=${doctorId}&sort=startsAt`)).map(({ offers }) =>
        offers.map(({ patientId, status }) => `${patients.indexOf(patientId)} ${status}`),
      ),
  }
}
export type Expected = Awaited<ReturnType<typeof expectPatients>>
