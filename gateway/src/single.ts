import { parts } from '@wardline/kit/parts'
import { hostGateway, hostServices } from './host.ts'
import { listen, run, shared } from './serve.ts'

/** Everything but the worker in one process, with no network between the parts. */
await run(parts, async (config) => {
  const common = await shared(config, 'gateway')
  const services = await hostServices(common)
  const gateway = await hostGateway({ ...common, targets: services.targets })
  const stop = listen(gateway, config.host, config.port)
  return async () => {
    await gateway.close()
    await stop()
    await services.close()
    await common.bus.close()
  }
})
