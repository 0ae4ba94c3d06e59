import { type Service, services } from '@wardline/kit/parts'
import type { AnyElysia } from 'elysia'
import { openPart } from './host.ts'
import { createGateway, type GatewayDeps } from './index.ts'
import type { Hospital } from './testing.ts'

/** Another gateway of a hospital in this process, which differs from the first in what the test says. */
export async function startGateway(
  { config, clock, bus, apps }: Hospital,
  overrides: Partial<Pick<GatewayDeps, 'bus' | 'times' | 'pool'>>,
) {
  const targets = Object.fromEntries(services.map((name) => [name, apps[name]])) as Record<Service, AnyElysia>
  const part = await openPart('gateway', { config, clock, bus: overrides.bus ?? bus, targets })
  const { app, close } = await createGateway({ ...part, ...overrides })
  app.listen({ hostname: '127.0.0.1', port: 0 })
  return {
    url: `http://127.0.0.1:${app.server?.port}`,
    async stop() {
      await close()
      await app.stop(true)
    },
  }
}
