import { type Part, parts, type Service } from '@wardline/kit/parts'
import { type Hosted, hostGateway, hostService, hostWorker } from './host.ts'
import { listen, portOf, remoteTargets, run, shared } from './serve.ts'

/** One part as a process of its own: `bun gateway/src/part.ts patient`, or `worker`, which acts as the notification service. */
const name = process.argv[2] as Part | 'worker'
if (name !== 'worker' && !parts.includes(name)) {
  console.error(`Say which part: ${[...parts, 'worker'].join(', ')}.`)
  process.exit(64)
}
const identity = name === 'worker' ? 'notification' : name

await run([identity], async (config) => {
  const common = { ...(await shared(config, identity)), targets: remoteTargets(config) }
  if (name === 'worker') {
    const worker = await hostWorker(common)
    return async () => {
      await worker.close()
      await common.bus.close()
    }
  }
  const part: Hosted = name === 'gateway' ? await hostGateway(common) : await hostService(name as Service, common)
  const stop = listen(part.app, config.host, portOf(config, name), config)
  return async () => {
    // Before streams are told goodbye: whoever comes back at once must not come back here.
    const stopped = stop()
    if (name === 'gateway') await part.close()
    await stopped
    if (name !== 'gateway') await part.close()
    await common.bus.close()
  }
})
