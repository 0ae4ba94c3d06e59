import { ask } from '@wardline/kit/client'
import { canaryUserId } from '@wardline/notification/rules'
import type { Clients } from './clients.ts'
import type { Feed } from './streams/feed.ts'
import type { Frame, Hub, Subscriber } from './streams/hub.ts'

/** A canary that was told of and never finished is forgotten when so many are. */
const mostUnderWay = 100

/** A reader of the stream like any other, but for canaries: `arrived` hears of each that was told of and then delivered. */
function canaryReader(arrived: (id: string) => void, hub: Pick<Hub, 'remove'>): Subscriber {
  const underWay = new Set<string>()
  const subscriber: Subscriber = {
    userId: canaryUserId,
    role: 'patient',
    sessionId: 'canary',
    seq: undefined,
    boards: false,
    held: undefined,
    isFull: false,
    send({ type, data }: Frame) {
      const { id, status } = data as { id: string; status?: string }
      if (type === 'notification') {
        if (underWay.size === mostUnderWay) underWay.clear()
        underWay.add(id)
      }
      if (type === 'updated' && status === 'delivered' && underWay.delete(id)) arrived(id)
    },
    close: () => hub.remove(subscriber),
  }
  return subscriber
}

/**
 * Waits for canaries at this gateway: they come over the bus and the feed, as a user's messages do, and what was seen is
 * reported. Who reports asks for the next canary too: the service sends one when it is due.
 */
export function awaitCanaries(options: {
  hub: Hub
  feed: Pick<Feed, 'begin'>
  client: Clients['notification']
  failed: (error: unknown) => void
}) {
  const { hub, feed, client, failed } = options
  const watcherId = Bun.randomUUIDv7()
  let arrived: { id: string; at: number } | undefined

  async function say(): Promise<void> {
    const seen = arrived
    const sighting = seen && { arrived: { id: seen.id, agoMs: performance.now() - seen.at } }
    await ask(client.internal.canary.post({ watcherId, ...sighting }))
    if (arrived === seen) arrived = undefined
  }
  const reader = canaryReader((id) => {
    arrived = { id, at: performance.now() }
    void say().catch(failed)
  }, hub)

  let isListening = false
  async function listen(): Promise<void> {
    if (isListening) return
    hub.add(reader)
    await feed.begin(reader, undefined, false)
    isListening = true
  }
  return {
    watcherId,
    report: () => listen().then(say).catch(failed),
  }
}
