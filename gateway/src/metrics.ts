import { Elysia } from 'elysia'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { answersText, type Context, tagged } from './context.ts'
import type { Figures } from './watch.ts'

/** Prometheus metrics of one gateway. Labels are routes and statuses: nothing personal (design, section 4). */
export function createMetrics(streams: () => number) {
  const registry = new Registry()
  const requests = new Counter({
    name: 'wardline_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'wardline_http_request_seconds',
    help: 'Time from request to answer',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  new Gauge({
    name: 'wardline_streams_open',
    help: 'Open SSE and WebSocket streams',
    registers: [registry],
    collect() {
      this.set(streams())
    },
  })
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  return { registry, requests, seconds }
}
export type Metrics = ReturnType<typeof createMetrics>

/** What a gauge shows when it is collected; null: nothing, since it is not known. */
type Reading = (figures: Figures) => number | null

const readings: Record<string, [help: string, read: Reading]> = {
  wardline_delivery_oldest_undelivered_seconds: [
    'Age of the oldest delivery that has not arrived; 0 when all have, or wait because the other side asked for it',
    ({ oldestUndeliveredSeconds }) => oldestUndeliveredSeconds,
  ],
  wardline_delivery_overdue_seconds: [
    'For how long the delivery that is overdue longest should have been tried; 0 when none is',
    ({ overdueSeconds }) => overdueSeconds,
  ],
  wardline_worker_silent_seconds: [
    'Time since a worker was last seen',
    ({ workerSilentSeconds }) => workerSilentSeconds,
  ],
  wardline_alerts_open: ['Sends of which somebody still has to answer', ({ alertsOpen }) => alertsOpen],
  wardline_canary_seconds: [
    'How long the last test message took across the whole path to this gateway',
    ({ canarySeconds }) => canarySeconds,
  ],
  wardline_canary_late: [
    '1 when the latest test message has not arrived at this gateway in time',
    ({ canary }) => Number(canary === 'late'),
  ],
}

/** Shows how delivery stands, as it was heard last. */
export function measureDelivery({ registry }: Metrics, figures: () => Figures): void {
  for (const [name, [help, read]] of Object.entries(readings))
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const reading = read(figures())
        if (reading === null) this.remove()
        else this.set(reading)
      },
    })
  new Gauge({
    name: 'wardline_deliveries',
    help: 'Deliveries that have not arrived, at most 10,000 of each status',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      for (const [status, count] of Object.entries(figures().deliveries)) this.set({ status }, count)
    },
  })
}

/** Counts what every route answers. */
export const countRequests = ({ requests, seconds }: Metrics) => {
  const startedAt = new WeakMap<Request, number>()
  // `set.status` says nothing of an answer that a failure was made into (Elysia 1.4.30): the answer itself tells.
  const answered = new WeakMap<Request, number>()
  return new Elysia({ name: 'metrics' })
    .wrap((handle) => async (request: Request) => {
      startedAt.set(request, performance.now())
      const response = await handle(request)
      if (response instanceof Response) answered.set(request, response.status)
      return response
    })
    .onAfterResponse({ as: 'global' }, ({ request, route, set }) => {
      const status = answered.get(request) ?? set.status ?? 200
      requests.inc({ method: request.method, route: route || 'unknown', status: String(status) })
      const started = startedAt.get(request)
      if (started !== undefined) seconds.observe((performance.now() - started) / 1000)
    })
}

export const metricsRoutes = ({ base }: Context, { registry }: Metrics) =>
  new Elysia({ normalize: false })
    .use(base)
    .get(
      '/metrics',
      async () => new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } }),
      {
        access: 'anyone',
        detail: {
          ...tagged('health', 'Prometheus metrics'),
          responses: answersText('text/plain', 'The exposition format of Prometheus'),
        },
      },
    )
