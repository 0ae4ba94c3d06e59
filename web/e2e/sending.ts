import { type APIRequestContext, expect } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'

interface Message {
  to: { roles: Role[] }
  title: string
  body: string
  severity?: 'info' | 'warning' | 'critical'
  ack?: { withinSeconds: number }
}

/** Has an administrator somewhere in the house send something, while the journey is about those who get it. */
export async function send(request: APIRequestContext, message: Message): Promise<void> {
  const password = process.env.DEMO_PASSWORD ?? 'wardline-demo'
  const login = await request.post('/auth/login', { data: { email: 'admin@wardline.example', password } })
  const { accessToken } = (await login.json()) as { accessToken: string }
  const headers = { authorization: `Bearer ${accessToken}` }
  const sent = await request.post('/notifications/send', { headers, data: message })
  expect(sent.status()).toBe(202)
}
