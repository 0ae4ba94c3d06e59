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
