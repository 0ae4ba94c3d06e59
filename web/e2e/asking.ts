import { type APIRequestContext, expect } from '@playwright/test'
import { demoLogins } from '@wardline/demo/accounts'
import type { Role } from '@wardline/kit/permissions'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Has somebody elsewhere in the house do something that the journey is not about. What comes back is taken at its word. */
export async function ask<Answer>(
  request: APIRequestContext,
  role: Role,
  method: Method,
  path: string,
  data?: object,
): Promise<Answer> {
  const { email, password } = demoLogins[role]
  const login = await request.post('/auth/login', { data: { email, password } })
  const { accessToken } = (await login.json()) as { accessToken: string }
  const headers = { authorization: `Bearer ${accessToken}` }
  const answer = await request.fetch(path, { method, headers, ...(data && { data }) })
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true)
  return (await answer.json().catch(() => undefined)) as Answer
}

/** Registers somebody whom Wardline reaches nowhere, since they have no login. */
export const registerUnreached = (request: APIRequestContext) =>
  ask<{ id: string; name: string }>(request, 'receptionist', 'POST', '/patients', {
    givenName: 'Ursula',
    familyName: `Unreached ${Date.now()}`,
    birthDate: '1980-05-17',
    sex: 'female',
    phone: '555 010 999',
  })

/** What staff read beside such a patient. */
export const callThem = (patient: string): string => `Nobody else tells ${patient}: call 555 010 999.`

/** Families that nobody else in the hospital has, nor a name so much alike that the search takes it for a slip of the pen. */
export const randomFamilyName = () =>
  `Tester ${Array.from({ length: 12 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join('')}`

/** Books somebody for this very minute, or so many days from it: the demo's own list may be empty by the evening. Returns their name. */
export async function expectSomebody(request: APIRequestContext, daysAhead = 0): Promise<string> {
  const body = { givenName: 'Emil', familyName: randomFamilyName(), birthDate: '1980-05-17', sex: 'male' }
  const { id: patientId, name } = await ask<{ id: string; name: string }>(
    request,
    'receptionist',
    'POST',
    '/patients',
    body,
  )
  const { items } = await ask<{ items: { id: string }[] }>(request, 'receptionist', 'GET', '/doctors?limit=1')
  const startsAt = new Date(Date.now() + daysAhead * 86_400_000).toISOString()
  const visit = { patientId, doctorId: items[0]?.id, startsAt, overrideReason: 'The doctor agreed' }
  await ask(request, 'receptionist', 'POST', '/appointments', visit)
  return name
}

interface Message {
  to: { roles: Role[] }
  title: string
  body: string
  severity?: 'info' | 'warning' | 'critical'
  ack?: { withinSeconds: number }
}

/** Has an administrator send something, while the journey is about those who get it. */
export const send = (request: APIRequestContext, message: Message): Promise<void> =>
  ask(request, 'admin', 'POST', '/notifications/send', message)
