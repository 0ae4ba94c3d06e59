import { afterAll, expect, test } from 'bun:test'
import { ProblemError, problem, problems } from '@wardline/kit/errors'
import { createLogger } from '@wardline/kit/log'
import { IdParams } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import { countRequests, createMetrics } from './metrics.ts'

const metrics = createMetrics(() => 0)
const app = new Elysia({ normalize: false })
  .use(countRequests(metrics))
  .use(problems(createLogger('test', 'silent')))
  .get('/fine', () => 'fine')
  .get('/made', () => status(201, 'made'))
  .get('/returned', () => problem('archived', 'It is archived.'))
  .get('/thrown', () => {
    throw new ProblemError('forbidden', 'Not you.')
  })
  .get('/broken', () => {
    throw new Error('broken')
  })
  .get('/things/:id', () => 'thing', { params: IdParams })
  .get('/asked', () => 'asked', { query: t.Object({ limit: t.Integer() }) })
  .get('/response', () => new Response('tea', { status: 418 }))
  .listen({ hostname: '127.0.0.1', port: 0 })
afterAll(() => app.stop(true))

test.each([
  ['/fine', '/fine', 200],
  ['/made', '/made', 201],
  ['/returned', '/returned', 409],
  ['/thrown', '/thrown', 403],
  ['/broken', '/broken', 500],
  ['/things/1', '/things/:id', 404],
  ['/asked?limit=x', '/asked', 422],
  ['/response', '/response', 418],
  ['/nowhere', 'unknown', 404],
])('%s is counted as what it was answered: %s %i', async (path, route, status) => {
  const response = await fetch(`http://127.0.0.1:${app.server?.port}${path}`)
  await response.text()
  // What is answered is counted when it is on its way.
  await new Promise(setImmediate)
  const { values } = await metrics.registry.getSingleMetric('wardline_http_requests_total')!.get()
  expect(response.status).toBe(status)
  expect(
    values.filter((value) => value.labels.route === route).map(({ labels, value }) => [labels.status, value]),
  ).toEqual([[String(status), 1]])
})
