import { type Connection, connect } from '@wardline/db/connect'
import { hostServices, openPart } from '@wardline/gateway/host'
import type { Bus } from '@wardline/kit/bus'
import { systemClock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import { createAccessSigner } from '@wardline/kit/identity'
import { services } from '@wardline/kit/parts'
import type { Role } from '@wardline/kit/permissions'
import { outboxTable } from '@wardline/kit/tables'
import { isNull } from 'drizzle-orm'
import { pgSchema } from 'drizzle-orm/pg-core'
import { replayClock } from './clock.ts'

/** Nobody listens while the demo is filled: no part has been started yet. */
const silentBus: Bus = {
  publish: () => {},
  subscribe: () => () => {},
  onGap: () => () => {},
  close: async () => {},
}

/** Somebody who acts in the demo. */
export interface Actor {
  userId: string
  role: Role
}

const settleMs = 30_000

/** The hospital in this process, on a clock that can be anywhere in time; `time` is where it begins. */
export async function openHospital(config: Config, time: Date) {
  const clock = replayClock(time)
  const common = { config, clock, tokenClock: systemClock, bus: silentBus }
  const hosted = await hostServices(common)
  const { clients } = await openPart('gateway', { ...common, targets: hosted.targets })
  const sign = await createAccessSigner(config.keys, systemClock)
  const connections = Object.fromEntries(
    services.map((name) => [name, connect(config.databaseUrls[name], { name: 'wardline-demo', max: 2 })]),
  ) as Record<(typeof services)[number], Connection>
  const sessionId = Bun.randomUUIDv7()

  const untold = async () => {
    const counts = services.map((name) => {
      const outbox = outboxTable(pgSchema(name))
      return connections[name].db.$count(outbox, isNull(outbox.deliveredAt))
    })
    return (await Promise.all(counts)).reduce((total, count) => total + count, 0)
  }

  return {
    config,
    clock,
    clients,
    targets: hosted.targets,
    db: (name: (typeof services)[number]) => connections[name].db,

    /** Calls services at a time, signed in as somebody. */
    as: <T>(
      { userId, role }: Actor,
      at: Date,
      call: (options: { headers: { authorization: string } }) => Promise<T>,
    ): Promise<T> =>
      clock.at(at, async () =>
        call({ headers: { authorization: `Bearer ${await sign({ userId, role, sessionId })}` } }),
      ),

    /** Waits until everything that happened up to the clock's time has been told to whoever has to hear of it. */
    async settle(): Promise<void> {
      const deadline = performance.now() + settleMs
      while (await untold()) {
        if (performance.now() > deadline) throw new Error('the events of the demo hospital were not told in time')
        await Bun.sleep(5)
      }
    },

    async close(): Promise<void> {
      await hosted.close()
      await Promise.all(Object.values(connections).map((connection) => connection.close()))
    },
  }
}
export type DemoHospital = Awaited<ReturnType<typeof openHospital>>
