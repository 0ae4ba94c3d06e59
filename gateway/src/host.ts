import { connect } from '@wardline/db/connect'
import { assertHospitalZone } from '@wardline/db/hospital'
import type { Bus } from '@wardline/kit/bus'
import { ask } from '@wardline/kit/client'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import type { Event, Subscriber } from '@wardline/kit/events'
import { createPartSigner, createVerifier } from '@wardline/kit/identity'
import { createLogger } from '@wardline/kit/log'
import { startRelay } from '@wardline/kit/outbox'
import { type Part, type Service, services } from '@wardline/kit/parts'
import type { ServiceDeps } from '@wardline/kit/service'
import { outboxTable } from '@wardline/kit/tables'
import { pgSchema } from 'drizzle-orm/pg-core'
import type { AnyElysia } from 'elysia'
import { type Clients, connectClients, type Targets } from './clients.ts'

/** What the parts of one process share. */
export interface Shared {
  config: Config
  targets: Targets
  bus: Bus
  clock: Clock
  /** What tokens are dated by, where `clock` may move on while a call is under way. */
  tokenClock?: Clock
  /** Nothing works beside the routes: a test takes each of its steps itself. */
  isAlone?: boolean
}

/** A part that is up, and how to take it down. It listens nowhere yet. */
export interface Hosted {
  app: AnyElysia
  close(): Promise<void>
}

/** What a part needs to know who calls it, and to call others. */
export async function openPart(part: Part, { config, targets, clock, tokenClock = clock, bus }: Shared) {
  const [verify, sign] = await Promise.all([
    createVerifier(part, config.keys, tokenClock),
    createPartSigner(part, config.keys, tokenClock),
  ])
  const log = createLogger(part, config.logLevel)
  return { clock, config, bus, verify, log, clients: connectClients(targets, sign) }
}

type Create = (deps: ServiceDeps<Clients>) => AnyElysia | Promise<AnyElysia>

/** Every service by name, loaded only where it runs. */
const creators: Record<Service, () => Promise<Create>> = {
  auth: async () => (await import('@wardline/auth/service')).startAuthService,
  patient: async () => (await import('@wardline/patient/service')).createPatientService,
  doctor: async () => (await import('@wardline/doctor/service')).createDoctorService,
  appointment: async () => (await import('@wardline/appointment/service')).createAppointmentService,
  notification: async () => (await import('@wardline/notification/service')).createNotificationService,
}

/** What works beside a service's routes, for as long as it is up, and wants to know of commits. */
interface Companion {
  wake(): void
  stop(): Promise<void>
}
const companions: Partial<Record<Service, () => Promise<(deps: ServiceDeps<Clients>) => Companion>>> = {
  appointment: async () => (await import('@wardline/appointment/sweeper')).startSweeper,
}

/** Hands an event to a subscriber through its client. */
const poster = (clients: Clients) => async (to: Subscriber, event: Event) => {
  await ask(clients[to].internal.events.post(event))
}

/** Brings a service up: its pool, its relay, what works beside it, its routes; and takes it down in the other order. */
export async function hostService(name: Service, shared: Shared): Promise<Hosted> {
  const { clients, ...part } = await openPart(name, shared)
  const { db, close } = connect(shared.config.databaseUrls[name], { name: `wardline-${name}` })
  await assertHospitalZone(db, shared.config.hospitalTz)
  const relay = startRelay({
    db,
    table: outboxTable(pgSchema(name)),
    post: poster(clients),
    clock: shared.clock,
    log: part.log,
  })
  const [create, accompany] = await Promise.all([creators[name](), companions[name]?.()])
  const deps = { ...part, db, outbox: relay, peers: clients }
  const companion = shared.isAlone ? undefined : accompany?.(deps)
  const wake = () => {
    relay.wake()
    companion?.wake()
  }
  const app = await create({ ...deps, outbox: { ...relay, wake } })
  return {
    app,
    close: async () => {
      await companion?.stop()
      await relay.stop()
      await close()
    },
  }
}

/** The delivery worker, a process of its own in both profiles, so that no queue can stop the hospital. */
export async function hostWorker(shared: Shared): Promise<Pick<Hosted, 'close'>> {
  const { clients, ...part } = await openPart('notification', shared)
  const { db, close } = connect(shared.config.databaseUrls.notification, { name: 'wardline-worker' })
  const { startWorker } = await import('@wardline/notification/worker')
  const worker = await startWorker({ ...part, db, peers: clients })
  return {
    close: async () => {
      await worker.close()
      await close()
    },
  }
}

/** Brings the gateway up: it owns no tables, so that all it needs is clients and the bus. */
export async function hostGateway(shared: Shared): Promise<Hosted> {
  const { createGateway } = await import('./index.ts')
  const gateway = await createGateway(await openPart('gateway', shared))
  return { app: gateway.app, close: gateway.close }
}

/** Every service in this process, and clients that reach them without a network. */
export async function hostServices(
  shared: Omit<Shared, 'targets'>,
): Promise<{ targets: Targets; apps: Record<Service, AnyElysia>; close(): Promise<void> }> {
  const apps = new Map<Service, Hosted>()
  const targets = Object.fromEntries(
    services.map((name) => [name, { handle: (request: Request) => (apps.get(name) as Hosted).app.handle(request) }]),
  ) as Targets
  const hosted = await Promise.all(
    services.map(async (name) => {
      const service = await hostService(name, { ...shared, targets })
      apps.set(name, service)
      return service
    }),
  )
  return {
    targets,
    apps: Object.fromEntries([...apps].map(([name, { app }]) => [name, app])) as Record<Service, AnyElysia>,
    close: async () => {
      await Promise.all(hosted.map((service) => service.close()))
    },
  }
}
