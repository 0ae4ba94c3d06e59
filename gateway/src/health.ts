import { services } from '@wardline/kit/parts'
import { Elysia, status, t } from 'elysia'
import type { Clients } from './clients.ts'
import { answers, type Context, tagged } from './context.ts'

const PartHealth = t.Union([t.Literal('ready'), t.Literal('degraded'), t.Literal('down')])
type PartHealth = 'ready' | 'degraded' | 'down'

const answerWithinMs = 2000
/** The worker says each second that it is there; a busy machine may keep it from that for some. */
const workerSilentMs = 20_000

const within = <T>(call: Promise<T>, instead: T): Promise<T> =>
  Promise.race([call.catch(() => instead), Bun.sleep(answerWithinMs).then(() => instead)])

/** Each part named: ready, degraded (others go on without it), or down. */
async function examine(clients: Clients, now: number): Promise<Record<string, PartHealth>> {
  const health = async (service: (typeof services)[number]): Promise<[string, PartHealth]> => {
    const { internal } = clients[service] as Clients['auth']
    const alive = internal.health.get().then(({ error }) => !error)
    return [service, (await within(alive, false)) ? 'ready' : 'down']
  }
  const worker = async (): Promise<[string, PartHealth]> => {
    const seen = clients.notification.internal.worker.get().then(({ data }) => Date.parse(data?.seenAt ?? ''))
    // Nothing is lost while it is away: what it would send waits.
    return ['worker', now - (await within(seen, Number.NaN)) < workerSilentMs ? 'ready' : 'degraded']
  }
  return Object.fromEntries([['gateway', 'ready'], ...(await Promise.all([...services.map(health), worker()]))])
}

export const healthRoutes = ({ base, clients, clock, timeZone }: Context) =>
  new Elysia({ normalize: false })
    .use(base)
    .get('/health/live', () => ({ status: 'live', timeZone }), {
      access: 'anyone',
      response: answers(t.Object({ status: t.String(), timeZone: t.String() })),
      detail: tagged('health', 'The process answers; and the hospital’s time zone'),
    })
    .get(
      '/health/ready',
      async () => {
        const parts = await examine(clients, clock.now().getTime())
        const states = Object.values(parts)
        if (states.includes('down')) return status(503, { status: 'down', parts })
        return { status: states.includes('degraded') ? 'degraded' : 'ready', parts }
      },
      {
        access: 'anyone',
        response: {
          200: t.Object({ status: t.String(), parts: t.Record(t.String(), PartHealth) }),
          503: t.Object({ status: t.String(), parts: t.Record(t.String(), PartHealth) }),
        },
        detail: tagged('health', 'Each part, named; 503 when one is down'),
      },
    )
