import { EventBody } from '@wardline/kit/outbox'
import { assertPermitted, createApp, type ServiceDeps } from '@wardline/kit/service'
import { status } from 'elysia'

/** Notifications: the ledger of who was told what, and every user's sequence of events. */
export function createNotificationService(deps: ServiceDeps) {
  const app = createApp(deps).post('/internal/events', () => status(204, undefined), { open: 'part', body: EventBody })
  return assertPermitted(app)
}

export type NotificationApi = ReturnType<typeof createNotificationService>
