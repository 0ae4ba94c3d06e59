import { assertPermitted, createApp, createService, type ServiceDeps } from '@wardline/kit/service'
import { alertRoutes } from './alerts/routes.ts'
import type { Context } from './context.ts'
import { createEndings, hint } from './delivery/endings.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { internalRoutes } from './internal.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import { sendRoutes } from './sending/routes.ts'
import { announce, epochReader } from './stream/sequence.ts'
import { knowPeople, type Peers } from './telling/people.ts'
import { watchRoutes } from './watch/routes.ts'

/** Notifications: the ledger of who was told what, and every user's sequence of events. */
export function createNotificationService(deps: ServiceDeps<Peers>) {
  const { db, bus, peers } = deps
  const endings = createEndings(bus)
  const base = createApp(deps)
  const context: Context = {
    ...deps,
    base,
    people: knowPeople(peers),
    epoch: epochReader(db),
    tellOf: (written) => hint(bus, endings, written),
    announce: (streams) => announce(bus, streams),
  }
  const app = createService(deps, base)
    .use(inboxRoutes(context))
    .use(alertRoutes(context))
    .use(sendRoutes(context))
    .use(ledgerRoutes(context))
    .use(internalRoutes(context))
    .use(watchRoutes(context))
  return assertPermitted(app)
}

export type NotificationApi = ReturnType<typeof createNotificationService>
