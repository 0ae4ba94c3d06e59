import { services } from '@wardline/kit/parts'
import { Nullable } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import type { Clients } from './clients.ts'
import { answers, type Context, tagged } from './context.ts'
import type { Figures } from './watch.ts'

const PartHealth = t.Union([t.Literal('ready'), t.Literal('degraded'), t.Literal('down')])
const Health = t.Object({
  status: t.String(),
  parts: t.Record(t.String(), PartHealth),
  delivery: t.Object({
    /** Null while it cannot be asked for. */
    oldestUndeliveredSeconds: Nullable(t.Integer()),
    overdueSeconds: Nullable(t.Integer()),
    canary: t.Union([t.Literal('arrived'), t.Literal('late'), t.Literal('off')]),
  }),
})
type PartHealth = 'ready' | 'degraded' | 'down'

const answerWithinMs = 2000
/** The worker says each second that it is there; a busy machine may keep it from that for some. */
const workerSilentSeconds = 20
/** A delivery whose job was lost is found again within 10 s. */
const overdueSeconds = 30

const within = <T>(call: Promise<T>, instead: T): Promise<T> =>
  Promise.race([call.catch(() => instead), Bun.sleep(answerWithinMs).then(() => instead)])

/** Nothing is lost while it is not: what the worker would send waits. */
const isDelivering = ({ workerSilentSeconds: silent, overdueSeconds: overdue, canary }: Figures): boolean =>
  silent !== null && silent < workerSilentSeconds && overdue !== null && overdue <= overdueSeconds && canary !== 'late'

const whole = (seconds: number | null) => seconds && Math.floor(seconds)

/** Each part named: ready, degraded (others go on without it), or down. */
async function examine(clients: Clients, watch: Context['watch']) {
  const health = async (service: (typeof services)[number]): Promise<[string, PartHealth]> => {
    const { internal } = clients[service] as Clients['auth']
    const alive = internal.health.get().then(({ error }) => !error)
    return [service, (await within(alive, false)) ? 'ready' : 'down']
  }
  const [figures, ...answers] = await Promise.all([watch.look(answerWithinMs), ...services.map(health)])
  const parts: Record<string, PartHealth> = Object.fromEntries([['gateway', 'ready'], ...answers])
  parts.worker = isDelivering(figures) ? 'ready' : 'degraded'
  const { canary } = figures
  const delivery = {
    oldestUndeliveredSeconds: whole(figures.oldestUndeliveredSeconds),
    overdueSeconds: whole(figures.overdueSeconds),
    canary,
  }
  return { parts, delivery }
}

export const healthRoutes = ({ base, clients, watch, timeZone }: Context) =>
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
        const examined = await examine(clients, watch)
        const states = Object.values(examined.parts)
        if (states.includes('down')) return status(503, { status: 'down', ...examined })
        return { status: states.includes('degraded') ? 'degraded' : 'ready', ...examined }
      },
      {
        access: 'anyone',
        response: { 200: Health, 503: Health },
        detail: tagged('health', 'Each part, named; 503 when one is down'),
      },
    )
