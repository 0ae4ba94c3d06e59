import { hostGateway } from '@wardline/gateway/host'
import { listen, portOf, remoteTargets, run, shared } from '@wardline/gateway/serve'
import type { Bus } from '@wardline/kit/bus'

const droppedShare = 0.3
const doubledShare = 0.3
const delayedShare = 0.5
const mostDelayMs = 400

/** A bus that loses, repeats and shuffles what it carries, as hints may be. */
function createChaos(bus: Bus): Bus {
  const carry = (say: () => void) => {
    if (Math.random() < droppedShare) return
    for (let copies = Math.random() < doubledShare ? 2 : 1; copies > 0; copies--) {
      if (Math.random() < delayedShare) setTimeout(say, Math.random() * mostDelayMs)
      else say()
    }
  }
  return { ...bus, subscribe: (topic, listener) => bus.subscribe(topic, (message) => carry(() => listener(message))) }
}

// A real gateway, but for its bus.
await run(['gateway'], async (config) => {
  const common = await shared(config, 'gateway')
  const gateway = await hostGateway({ ...common, bus: createChaos(common.bus), targets: remoteTargets(config) })
  const stop = listen(gateway.app, config.host, portOf(config, 'gateway'), config)
  return async () => {
    await gateway.close()
    await stop()
    await common.bus.close()
  }
})
