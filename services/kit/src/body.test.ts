import { describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import { bodyReader, lowerIds } from './body.ts'
import { ProblemError } from './errors.ts'

const app = new Elysia({ normalize: false })
  .use(bodyReader)
  .post('/', ({ body }) => (body instanceof ProblemError ? body.problem : { body: body ?? null }))

async function read(body: string | Uint8Array<ArrayBuffer> | undefined, type = 'application/json') {
  const headers = type ? { 'content-type': type } : undefined
  const response = await app.handle(
    new Request('http://localhost/', {
      method: 'POST',
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    }),
  )
  return (await response.json()) as { body?: unknown; status?: number; kind?: string; errors?: { path: string }[] }
}

describe('a body', () => {
  test.each([
    ['an object', '{"a":1}', 'application/json', { a: 1 }],
    ['with parameters of the type', '{"a":1}', 'application/json; charset=utf-8', { a: 1 }],
    ['with the type in capitals', '{"a":1}', 'Application/JSON', { a: 1 }],
    ['a list of lists', '{"a":[[[[1]]]]}', 'application/json', { a: [[[[1]]]] }],
    ['nothing', '', 'application/json', {}],
    ['nothing, of no type', undefined, '', null],
    ['any script', '{"a":"Ñandú 🙂 \\u00e9"}', 'application/json', { a: 'Ñandú 🙂 é' }],
  ])('%s is read', async (_, body, type, value) => expect(await read(body, type)).toEqual({ body: value }))

  test.each([
    ['a list', '[]', 422, 'invalid'],
    ['a number', '1', 422, 'invalid'],
    ['a text', '"abc"', 422, 'invalid'],
    ['null', 'null', 422, 'invalid'],
    ['half of JSON', '{"a":', 400, 'malformed'],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed'],
    ['NUL in a value', '{"a":"\\u0000"}', 422, 'invalid'],
    ['NUL in a key', '{"a\\u0000":1}', 422, 'invalid'],
    ['half of a surrogate pair, deep', '{"a":[{"b":"\\ud800"}]}', 422, 'invalid'],
    ['a hundred thousand levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 422, 'invalid'],
    ['33 levels', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 422, 'invalid'],
    ['more than a megabyte', `{"a":"${'x'.repeat(1_000_001)}"}`, 413, 'too-large'],
  ])('%s is refused', async (_, body, status, kind) => expect(await read(body)).toMatchObject({ status, kind }))

  test('of another type is refused', async () => expect((await read('a=1', 'text/plain')).status).toBe(415))
  test('with a hundred thousand wrong places names twenty', async () => {
    const { errors } = await read(`{"a":[${Array(100_000).fill('"\\u0000"').join(',')}]}`)
    expect(errors).toHaveLength(20)
  })
})

test('ids become lower case, whatever else looks like one does not', () => {
  const id = '01933B8E-0000-7000-8000-00000000000A'
  const [lower, other] = [id.toLowerCase(), { reason: id, note: { text: id } }]
  expect(lowerIds({ id, patientId: id, to: { userIds: [id] }, ...other })).toEqual({
    id: lower,
    patientId: lower,
    to: { userIds: [lower] },
    ...other,
  })
})
