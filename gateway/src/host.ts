import { connect } from '@wardline/db/connect'
import { assertHospitalZone } from '@wardline/db/hospital'
import type { Bus } from '@wardline/kit/bus'
import { ask } from '@wardline/kit/client'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import { createAccessSigner, createPartSigner, createVerifier } from '@wardline/kit/identity'
import { createLogger } from '@wardline/kit/log'
import { type Event, startRelay } from '@wardline/kit/outbox'
import type { Part, Service } from '@wardline/kit/parts'
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
}

/** What a part needs to know who calls it, and to call others. */
export async function openPart(part: Part, { config, targets, clock }: Shared) {
  const [verify, sign] = await Promise.all([
    createVerifier(part, config.keys, clock),
    createPartSigner(part, config.keys, clock),
  ])
  return { clock, config, verify, log: createLogger(part, config.logLevel), clients: connectClients(targets, sign) }
}

/** Every service by name, loaded only where it runs. Adding one begins here. */
const creators = {
  auth: async () => (await import('@wardline/auth/service')).createAuthService,
  patient: async () => (await import('@wardline/patient/service')).createPatientService,
  doctor: async () => (await import('@wardline/doctor/service')).createDoctorService,
  appointment: async () => (await import('@wardline/appointment/service')).createAppointmentService,
  notification: async () => (await import('@wardline/notification/service')).createNotificationService,
} satisfies Record<Service, () => Promise<(deps: never) => AnyElysia>>

export interface Hosted {
  app: AnyElysia
  close(): Promise<void>
}

/** Hands an event to a subscriber through its client. */
const poster = (clients: Clients) => {
  const subscribers = { notification: clients.notification, appointment: clients.appointment } as const
  return async (to: Service, event: Event): Promise<void> => {
    const client = subscribers[to as keyof typeof subscribers]
    await ask(client.internal.events.post(event))
  }
}

/** Brings a service up: its pool, its relay, its routes; and takes it down in the other order. It listens nowhere yet. */
export async function hostService(name: Service, shared: Shared): Promise<Hosted> {
  const { clients, ...part } = await openPart(name, shared)
  const { db, close } = connect(shared.config.databaseUrls[name], { name: `wardline-${name}` })
  await assertHospitalZone(db, shared.config.hospitalTz)
  const table = outboxTable(pgSchema(name))
  const outbox = startRelay({ db, table, post: poster(clients), clock: shared.clock, log: part.log })
  const signAccess = name === 'auth' ? await createAccessSigner(shared.config.keys, shared.clock) : undefined
  const create = await creators[name]()
  const app: AnyElysia = create({ ...part, db, bus: shared.bus, outbox, peers: clients, signAccess } as never)
  return {
    app,
    close: async () => {
      await app.stop?.().catch(() => {})
      await outbox.stop()
      await close()
    },
  }
}
