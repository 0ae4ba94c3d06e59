import type { Bus } from '@wardline/kit/bus'
import type { Config } from '@wardline/kit/config'
import { assertPermitted, createApp, type PartDeps } from '@wardline/kit/service'
import { canaryUserId } from '@wardline/notification/rules'
import { type AnyElysia, Elysia, t } from 'elysia'
import { accountRoutes } from './accounts.ts'
import { appFiles } from './app-files.ts'
import { appointmentRoutes } from './appointments.ts'
import { availabilityRoutes } from './availability.ts'
import { boardRoutes } from './board.ts'
import type { Clients } from './clients.ts'
import type { Context } from './context.ts'
import { deliveryRoutes } from './deliveries.ts'
import { doctorRoutes } from './doctors.ts'
import { documentation } from './documentation.ts'
import { healthRoutes } from './health.ts'
import { keptNowhere } from './keeping.ts'
import { leaveRoutes } from './leave.ts'
import { createLimiter } from './limits.ts'
import { countRequests, createMetrics, measureDelivery, metricsRoutes } from './metrics.ts'
import { createNames } from './names.ts'
import { notificationRoutes } from './notifications.ts'
import { patientRoutes } from './patients.ts'
import { sendRoutes } from './sends.ts'
import { watchSessions } from './session.ts'
import { slotRoutes } from './slots.ts'
import { type feedTimes, sequencesOf, startFeed, turnOf } from './streams/feed.ts'
import { createHub } from './streams/hub.ts'
import { createPool, type Pool } from './streams/pace-pool.ts'
import { socketRoutes } from './streams/socket.ts'
import { socketOptions } from './streams/socket-connection.ts'
import { streamRoutes } from './streams/stream.ts'
import { measureStreams } from './streams/stream-metrics.ts'
import { createPlaces } from './streams/stream-places.ts'
import { timetableRoutes } from './timetable.ts'
import { waitlistRoutes } from './waitlist.ts'
import { startWatch } from './watch.ts'

export interface GatewayDeps extends PartDeps {
  clients: Clients
  bus: Bus
  config: Config
  /** Others than the usual ones, for tests. */
  times?: typeof feedTimes
  pool?: Pool
}

const noQuery = t.Object({}, { additionalProperties: false })

/** A parameter that means nothing is refused by the routes that take none as by those that take some. */
function refuseUnknown<App extends AnyElysia>(app: App): App {
  for (const { method, hooks } of app.routes) if (method === 'GET') hooks.query ??= noQuery
  return app
}

/** The routes that clients call through their type. */
const createApi = (context: Context) =>
  new Elysia({ normalize: false })
    .use(accountRoutes(context))
    .use(patientRoutes(context))
    .use(doctorRoutes(context))
    .use(availabilityRoutes(context))
    .use(slotRoutes(context))
    .use(leaveRoutes(context))
    .use(appointmentRoutes(context))
    .use(waitlistRoutes(context))
    .use(boardRoutes(context))
    .use(timetableRoutes(context))
    .use(notificationRoutes(context))
    .use(sendRoutes(context))
    .use(deliveryRoutes(context))
    .use(healthRoutes(context))

export type GatewayApi = ReturnType<typeof createApi>

/** Failed logins a minute from one address, which a whole ward may share. */
const failedLoginsPerMinute = 60

/** The only public door: who is asking, which service knows, and what several of them make together. */
export async function createGateway(deps: GatewayDeps) {
  const { clients, bus, clock, config, log, verify, times, pool = createPool() } = deps
  const now = () => performance.now()
  const perUser = createLimiter(config.rateLimit, now)
  const failedLogins = createLimiter(config.rateLimit && failedLoginsPerMinute, now)
  const sessions = await watchSessions({
    clients,
    bus,
    clock,
    log,
    verify,
    admit: ({ userId }) => perUser.spend(userId),
  })
  const hub = createHub(turnOf(times?.ping))
  const places = createPlaces(config.streams)
  const feed = startFeed({ hub, sequences: sequencesOf(clients), bus, clock, log, ...(times && { times }) })
  sessions.onRevoked(hub.closeSession)
  const watch = startWatch({ hub, feed, client: clients.notification, canarySeconds: config.canarySeconds, log })
  const metrics = createMetrics(() => hub.size - [...hub.subscribersOf(canaryUserId)].length)
  measureDelivery(metrics, watch.figures)
  measureStreams(metrics.registry, places, pool)
  const base = createApp({ clock, log, verify: sessions.verify })
  const names = createNames(clients, bus)
  const timeZone = config.hospitalTz
  const exporting = { timeZone, stands: sessions.stands, log }
  const context: Context = { base, clients, names, failedLogins, watch, clock, timeZone, exporting }

  let description: Promise<object> | undefined
  // Loaded when first asked for: the generator is as large as the rest of the gateway.
  const described = (): Promise<object> => {
    description ??= import('./openapi.ts').then(({ describe }) => describe(app as AnyElysia))
    return description
  }
  const app = new Elysia({ normalize: false, websocket: socketOptions })
    .use(countRequests(metrics))
    .use(keptNowhere)
    .use(refuseUnknown(createApi(context)))
    .use(streamRoutes({ ...context, hub, feed, places, pool }))
    .use(socketRoutes({ ...context, hub, feed, places, pool, verify: sessions.verify }))
    .use(metricsRoutes(context, metrics))
    .use(documentation(context, described))
    .use(appFiles(context))
  return {
    app: assertPermitted(app),
    /** Tells every stream goodbye, and takes no more; the server is stopped by whoever started it. */
    close: async () => {
      places.close()
      watch.close()
      feed.close()
      pool.close()
      sessions.close()
      names.close()
    },
  }
}
