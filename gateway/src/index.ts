import type { Bus } from '@wardline/kit/bus'
import type { Config } from '@wardline/kit/config'
import { assertPermitted, createApp, type PartDeps } from '@wardline/kit/service'
import { Elysia } from 'elysia'
import { appointmentRoutes } from './appointments.ts'
import type { Clients } from './clients.ts'
import { createLimiter } from './limits.ts'
import { watchSessions } from './session.ts'

export interface GatewayDeps extends PartDeps {
  clients: Clients
  bus: Bus
  config: Config
}

/** Every route of the public API. */
const createRoutes = (context: Parameters<typeof appointmentRoutes>[0]) => new Elysia({ normalize: false }).use(appointmentRoutes(context))

/** The only public door: who is asking, which service knows, and what several of them make together. */
export async function createGateway(deps: GatewayDeps) {
  const { clients, bus, clock, config, log } = deps
  const perUser = createLimiter(config.rateLimit, performance.now.bind(performance))
  const admit = ({ userId }: { userId: string }) => {
    perUser.assert(userId)
    perUser.take(userId)
  }
  const sessions = await watchSessions({ clients, bus, clock, log, verify: deps.verify, admit })
  const failedLogins = createLimiter(config.rateLimit && 60, performance.now.bind(performance))
  const base = createApp({ clock, log, verify: sessions.verify })
  const app = assertPermitted(createRoutes({ base, clients, failedLogins }))
  return { app, close: async () => sessions.close() }
}

export type GatewayApi = ReturnType<typeof createRoutes>
