import { parts } from '@wardline/kit/parts'
import { hostGateway, hostServices } from './host.ts'
import { listen, portOf, run, shared } from './serve.ts'

/**
 * Everything but the worker in one process, with no network between the parts.
 * The worker is a process of its own, and asks auth whom a message is for: auth alone listens too, on loopback.
 */
await run(parts, async (config) => {
  const common = await shared(config, 'gateway')
  const services = await hostServices(common)
  const gateway = await hostGateway({ ...common, targets: services.targets })
  const stops = [
    listen(gateway.app, config.host, config.port, config),
    listen(services.apps.auth, '127.0.0.1', portOf(config, 'auth'), config),
  ]
  return async () => {
    // Before streams are told goodbye: whoever comes back at once must not come back here.
    const stopped = stops.map((stop) => stop())
    await gateway.close()
    await Promise.all(stopped)
    await services.close()
    await common.bus.close()
  }
})
