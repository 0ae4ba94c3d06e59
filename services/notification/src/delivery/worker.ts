import type { Database } from '@wardline/db/connect'
import type { Bus } from '@wardline/kit/bus'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import type { Logger } from '@wardline/kit/log'
import { escalateOverdue } from '../alerts/escalation.ts'
import { spreadRest } from '../alerts/spread.ts'
import { announce, type Streams } from '../stream/sequence.ts'
import { knowPeople, type Peers } from '../telling/people.ts'
import { expireDeliveries } from './calling-off.ts'
import { openChannels } from './channels/index.ts'
import { abandonOrphans } from './delivery.ts'
import { createEndings, hint } from './endings.ts'
import { beat, beatMs } from './heartbeat.ts'
import { deliver, fanOut, type Processing } from './processing.ts'
import { type Job, openQueue } from './queue.ts'
import { dueBatch, dueDeliveries, dueSets } from './reconciler.ts'
import { isPassing, setBackEscalation } from './setbacks.ts'

export interface WorkerDeps {
  db: Database
  bus: Bus
  clock: Clock
  config: Config
  log: Logger
  peers: Peers
}

export interface DeliveryWorker {
  readonly id: string
  /** Looks now at what is due; it does so each second, and when it is told. */
  look(): Promise<void>
  /** Takes no more jobs, and waits for those that run, within `SHUTDOWN_GRACE_MS`. */
  close(): Promise<void>
}

const lookMs = 1000

/** A process that can do nothing any more should end, so that the launcher starts it anew. */
function endProcess(): never {
  process.exit(1)
}

/**
 * Carries what leaves the house or waits: e-mail, webhooks, large sends, escalations. Any number of workers may run.
 * What is due stands in rows; the queue shares it out, and a reconciler finds whatever the queue has lost.
 */
export async function startWorker(deps: WorkerDeps): Promise<DeliveryWorker> {
  const { db, bus, clock, config, log } = deps
  const people = knowPeople(deps.peers)
  const id = Bun.randomUUIDv7()
  const channels = openChannels(config, people, db, clock)
  const atWork = new Set<string>()
  const endings = createEndings(bus)
  const work: Processing = { db, bus, endings, clock, config, channels, workerId: id, atWork, random: Math.random }
  await beat(db, id)

  async function handle(job: Pick<Job, 'name' | 'data'>): Promise<void> {
    try {
      if ('deliveryId' in job.data) await deliver(work, queue, job.data)
      else await fanOut(work, job.data)
    } catch (error) {
      // The row is still due, and its job is added again.
      log.warn({ error, job: job.name, ...job.data }, 'a job was not done')
    }
  }
  const queue = await openQueue({ config, db, log, broken: endProcess }, handle)

  async function handOver(due: () => Promise<Job[]>): Promise<void> {
    for (let jobs = await due(); jobs.length; jobs = jobs.length === dueBatch ? await due() : []) await queue.add(jobs)
  }

  /** Whoever cannot be told now must not keep the others from it. */
  async function putOff(error: unknown, notificationIds: string[]): Promise<void> {
    if (isPassing(error)) throw error
    log.error({ error, notificationIds }, 'an escalation was put off')
    const setback = { at: clock.now(), backoffMs: config.delivery.backoffMs, random: Math.random() }
    await setBackEscalation(db, notificationIds, setback)
    endings.tell(notificationIds)
  }

  const tellStreams = (streams: Streams) => announce(bus, streams)
  const duties: [string, () => Promise<unknown>][] = [
    ['expire', () => expireDeliveries(db, clock.now(), tellStreams)],
    ['spread', () => spreadRest(db, clock.now(), tellStreams)],
    [
      'abandon',
      async () => {
        const { streams, notificationIds } = await abandonOrphans(db, { workerId: id, atWork }, clock.now())
        announce(bus, streams)
        endings.tell(notificationIds)
      },
    ],
    ['deliveries', () => handOver(() => dueDeliveries(db, clock.now()))],
    ['fan-out', () => handOver(() => dueSets(db, clock.now()))],
    [
      'escalate',
      async () => {
        const sweep = { at: clock.now(), hospitalTz: config.hospitalTz, failed: putOff }
        for (const written of await escalateOverdue(db, people, sweep)) hint(bus, endings, written)
      },
    ],
  ]

  /** Each duty on its own: a queue that is down must not stop an escalation. */
  async function look(): Promise<void> {
    await Promise.all(
      duties.map(([duty, run]) => run().catch((error) => log.warn({ error, duty }, 'the worker could not look'))),
    )
  }

  let stopped = false
  let awake = Promise.withResolvers<void>()
  async function run(): Promise<void> {
    while (!stopped) {
      awake = Promise.withResolvers()
      await look()
      const timer = setTimeout(() => awake.resolve(), lookMs)
      await awake.promise
      clearTimeout(timer)
    }
  }
  const unsubscribe = bus.subscribe('deliveries', () => awake.resolve())
  const beats = setInterval(() => void beat(db, id).catch((error) => log.warn({ error }, 'no heartbeat')), beatMs)
  const running = run()

  return {
    id,
    look,
    async close() {
      stopped = true
      unsubscribe()
      awake.resolve()
      await running
      await queue.close(config.shutdownGraceMs)
      endings.close()
      clearInterval(beats)
      await Promise.all(Object.values(channels).map((channel) => channel.close()))
    },
  }
}
