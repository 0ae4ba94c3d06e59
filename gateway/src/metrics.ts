import { Elysia } from 'elysia'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { answersText, type Context, tagged } from './context.ts'

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
