import { expect, test } from 'bun:test'
import { Elysia, type TSchema } from 'elysia'
import { problems } from './errors.ts'
import { createLogger } from './log.ts'
import { Body, Name, Nullable, Phone } from './schema.ts'

async function refusalOf(schema: TSchema, field: unknown): Promise<string> {
  const app = new Elysia({ normalize: false })
    .use(problems(createLogger('test', 'silent')))
    .post('/', () => '', { body: Body({ field: schema }) })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ field })
  const response = await app.handle(new Request('http://localhost/', { method: 'POST', headers, body }))
  return ((await response.json()) as { detail: string }).detail
}

const phone = '“field” must be a phone number: digits, spaces and + - ( ) . x, at most 40 characters.'

test.each([
  ['a schema that says itself what it wants', Phone, 'call me', phone],
  ['the same where null will do', Nullable(Phone), 'call me', phone],
  ['a length where null will do', Nullable(Name), 'x'.repeat(101), '“field” must have at most 100 characters.'],
])('a refusal tells what was wanted: %s', async (_, schema, field, expected) => {
  expect(await refusalOf(schema, field)).toBe(expected)
})
