import { expect, test } from 'bun:test'
import { Elysia, t } from 'elysia'
import { problems } from './errors.ts'
import { createLogger } from './log.ts'
import { assertGivenOnce } from './query.ts'

const app = new Elysia().use(problems(createLogger('test', 'silent'))).get('/', ({ query }) => query, {
  query: t.Object({ status: t.Optional(t.String()), role: t.Optional(t.Array(t.String())) }),
  transform: ({ request, query }) => assertGivenOnce(request.url, query),
})
const ask = async (query: string): Promise<unknown> => {
  const response = await app.handle(new Request(`http://localhost/${query}`))
  const body = (await response.json()) as { errors?: { path: string }[] }
  return body.errors ? [response.status, body.errors[0]?.path] : body
}

test.each<[string, string, unknown]>([
  ['nothing', '', {}],
  ['one value', '?status=a', { status: 'a' }],
  ['one value of each field', '?status=a&role=x', { status: 'a', role: ['x'] }],
  ['several values of a field that takes several', '?role=x&role=y', { role: ['x', 'y'] }],
  ['several values of a field that takes one', '?role=x&status=a&status=b', [422, 'status']],
  ['the same value twice', '?status=a&status=a', [422, 'status']],
  ['the name written in another way', '?status=a&%73tatus=b', [422, 'status']],
])('a query with %s', async (_, query, expected) => expect(await ask(query)).toEqual(expected))
