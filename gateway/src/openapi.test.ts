import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { FormatRegistry } from '@sinclair/typebox'
import '@wardline/kit/schema'
import { type Hospital, startHospital } from './testing.ts'

setDefaultTimeout(30_000)

test('whoever asks for the description changes nothing about what is accepted', async () => {
  const before = [...FormatRegistry.Entries()]
  expect(before.map(([name]) => name)).toContain('email')
  await import('./openapi.ts')
  for (const [name, check] of before) expect(FormatRegistry.Get(name)).toBe(check)
  expect(FormatRegistry.Get('email')?.('josé@hospital.example')).toBe(true)
})

type Schema = Record<string, unknown>
interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> }
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>
}
interface Description {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
}

/** What a path item may have (OpenAPI 3.1.2, section 4.8.9). */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
/** JSON Schema 2020-12, section 6.1.1 of its validation vocabulary. */
const schemaTypes = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']

/** Every object of a document with the way to it. */
function* walk(value: unknown, path = '#'): Generator<[path: string, value: Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>]
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${path}/${key}`)
}

describe('the description', () => {
  let hospital: Hospital
  let description: Description
  let operations: [name: string, operation: Operation][]

  beforeAll(async () => {
    hospital = await startHospital()
    description = (await (await hospital.fetch('/openapi.json')).json()) as Description
    operations = Object.entries(description.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    )
  })
  afterAll(() => hospital?.stop())

  const operation = (name: string) => operations.find(([each]) => each === name)?.[1]
  /** The names of the operations about which something is wrong. */
  const where = (isWrong: (operation: Operation, name: string) => unknown) =>
    operations.filter(([name, each]) => isWrong(each, name)).map(([name]) => name)
  const resolves = (reference: unknown) =>
    String(reference)
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], description)

  test('is OpenAPI 3.1, of every route', () => {
    expect(description).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), info: { title: 'Wardline' } })
    expect(operations.length).toBeGreaterThan(40)
    expect(where((_, name) => !methods.includes(name.split(' ')[0] as string))).toEqual([])
    expect(Object.keys(description.paths).filter((path) => !path.startsWith('/'))).toEqual([])
  })
  test('names and sums up every operation, each name once', () => {
    const names = operations.map(([, { operationId }]) => operationId)
    expect(names.filter((name, index) => !name || names.indexOf(name) !== index)).toEqual([])
    expect(where(({ summary, tags }) => !summary || !tags?.length)).toEqual([])
  })
  test('says what every operation answers when all is well, and when not', () => {
    expect(
      where(({ responses }) => !Object.keys(responses).some((status) => /^(2\d\d|101|302)$/.test(status))),
    ).toEqual([])
    expect(where(({ responses }) => !responses.default)).toEqual([])
    expect(where(({ responses }) => Object.values(responses).some(({ description }) => !description))).toEqual([])
    const media = ({ content }: Operation['responses'][string]) => Object.entries(content ?? {})
    expect(
      where(({ responses }) =>
        Object.values(responses)
          .flatMap(media)
          .some(([type, { schema }]) => !type.includes('/') || !schema),
      ),
    ).toEqual([])
  })
  test('gives every request body as JSON with its schema', () => {
    expect(operations.filter(([, { requestBody }]) => requestBody).length).toBeGreaterThan(15)
    const isJson = ({ content }: NonNullable<Operation['requestBody']>) =>
      Object.keys(content).join() === 'application/json' &&
      Object.keys(content['application/json']?.schema ?? {}).length
    expect(where(({ requestBody }) => requestBody && !isJson(requestBody))).toEqual([])
    expect(operation('post /appointments')?.requestBody).toMatchObject({
      required: true,
      content: { 'application/json': { schema: { required: ['patientId', 'doctorId', 'startsAt'] } } },
    })
    expect(operation('put /notifications/{id}/read')?.requestBody?.required).toBeFalsy()
  })
  test('declares every parameter, those of the path as required', () => {
    const isDeclared = ({ parameters = [] }: Operation, name: string) =>
      parameters.some((each) => each.in === 'path' && each.name === name && each.required)
    expect(
      where((each, name) => [...name.matchAll(/\{(\w+)\}/g)].some(([, found]) => !isDeclared(each, found as string))),
    ).toEqual([])
    expect(where(({ parameters = [] }) => parameters.some(({ schema }) => !schema))).toEqual([])
    const keys = ({ parameters = [] }: Operation) => parameters.map((each) => `${each.in} ${each.name}`)
    expect(where((each) => new Set(keys(each)).size < keys(each).length)).toEqual([])
  })
  test('has no reference that leads nowhere, and no type that does not exist', () => {
    const objects = [...walk(description)]
    expect(objects.filter(([, { $ref }]) => $ref !== undefined && !resolves($ref)).map(([path]) => path)).toEqual([])
    const isType = (type: unknown) => [type].flat().every((each) => schemaTypes.includes(each as string))
    const isSchema = (path: string) => /schema/.test(path) && !path.endsWith('/properties')
    expect(
      objects
        .filter(([path, { type }]) => isSchema(path) && type !== undefined && !isType(type))
        .map(([path, { type }]) => [path, type]),
    ).toEqual([])
  })
  test.each([
    [
      'If-Match',
      [
        'put /appointments/{id}',
        'put /auth/users/{id}',
        'put /doctors/{id}',
        'put /notifications/preferences',
        'put /patients/{id}',
      ],
    ],
    ['Idempotency-Key', ['post /appointments', 'post /notifications/send', 'post /patients']],
    ['Last-Event-ID', ['get /notifications/stream']],
  ])('lists %s where it means something', (header, names) => {
    const listed = where(({ parameters = [] }) =>
      parameters.some((each) => each.in === 'header' && each.name === header),
    )
    expect(listed.sort()).toEqual(names)
  })
  test('says what the streams are', () => {
    expect(operation('get /notifications/stream')?.responses['200']?.content).toHaveProperty(['text/event-stream'])
    expect(operation('get /ws')?.responses).toHaveProperty('101')
  })
})
