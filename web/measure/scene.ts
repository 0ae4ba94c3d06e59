import { demoLogins } from '@wardline/demo/accounts'
import { addDays } from '../src/time/zone.ts'
import { baseURL } from './hospital.ts'

interface Called {
  items: { id: string; specialty: string }[]
  accessToken: string
}

/** Calls the API as somebody of the demo hospital. Only what a call may be refused with is let pass. */
async function call(
  method: string,
  path: string,
  { body, token, refusal }: { body?: object | undefined; token?: string | undefined; refusal?: number } = {},
): Promise<Partial<Called>> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(new URL(path, baseURL), { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!response.ok && response.status !== refusal)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json().catch(() => ({}))) as Partial<Called>
}

/** What the demo hospital has nothing of: people who wait, a holiday, leave, an alert that waits for its answer. */
export async function fillIn(): Promise<void> {
  const { email, password } = demoLogins.admin
  const { accessToken } = await call('POST', '/auth/login', { body: { email, password } })
  const ask = (method: string, path: string, body?: object) => call(method, path, { body, token: accessToken })
  const today = new Date().toISOString().slice(0, 10)
  const { items: patients = [] } = await ask('GET', '/patients?limit=6')
  const { items: doctors = [] } = await ask('GET', '/doctors?limit=6')
  for (const [index, { id: patientId }] of patients.entries()) {
    const doctor = doctors[index % doctors.length]
    const wanted = index % 2 ? { doctorId: doctor?.id } : { specialty: doctor?.specialty }
    await ask('POST', '/waitlist', { patientId, ...wanted, reason: 'An earlier time than the one booked' })
  }
  const year = Number(today.slice(0, 4))
  const holidays = [
    { date: `${year}-12-25`, name: 'Christmas Day' },
    { date: `${year + 1}-01-01`, name: 'New Year’s Day' },
  ]
  // Refused as not valid when the day is over.
  for (const body of holidays) await call('POST', '/holidays', { body, token: accessToken, refusal: 422 })
  const away = { from: addDays(today, 10), to: addDays(today, 14), reason: 'Annual leave' }
  await ask('POST', `/doctors/${doctors[0]?.id}/leave`, away)
  await ask('POST', '/notifications/send', {
    to: { roles: ['doctor', 'nurse'] },
    title: 'Potassium 6.9 mmol/l',
    body: 'Please see to it and say that you have.',
    severity: 'critical',
    ack: { withinSeconds: 1800, escalateTo: { roles: ['admin'] } },
  })
}
