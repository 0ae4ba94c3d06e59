import { FormatRegistry, OptionalKind } from '@sinclair/typebox'
import { Problem } from '@wardline/kit/errors'
import type { AnyElysia } from 'elysia'
import { type RequestHeader, requestHeaders } from './context.ts'

// The plugin (1.4.16) carries zod's and valibot's checks, and makes them the formats of the whole process when it is loaded:
// an address such as josé@hospital.example would be refused from then on.
const formats = new Map(FormatRegistry.Entries())
const { toOpenAPISchema } = await import('@elysiajs/openapi')
for (const [name, check] of formats) FormatRegistry.Set(name, check)

const problemResponse = {
  description: 'What went wrong, as RFC 9457 problem details',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

interface Operation {
  'x-header'?: RequestHeader
  'x-csv'?: true
  parameters?: object[]
  requestBody?: { required: boolean }
  responses?: Record<string, { content?: Record<string, unknown> }>
}

/** Routes as the plugin understands them: bodies are JSON, whoever reads them (kit/body.ts), and a socket begins as a GET. */
const understood = (app: AnyElysia): AnyElysia =>
  Object.create(app, {
    getGlobalRoutes: {
      value: () =>
        app.routes.map(({ hooks, ...route }) => ({
          ...route,
          ...(route.method === 'WS' && { method: 'GET' }),
          hooks: { ...hooks, parse: [{ fn: 'json' }], ...(route.method === 'WS' && { response: undefined }) },
        })),
    },
  })

const headerParameter = (name: RequestHeader) => ({
  name,
  in: 'header',
  required: false,
  description: requestHeaders[name],
  schema: { type: 'string' },
})

/** An answer without a body has no content; the plugin gives it a type of its own there. */
const withoutVoid = ({ content, ...response }: { content?: Record<string, unknown> }) =>
  content && typeof content.type !== 'string' ? { ...response, content } : response

const csvContent = { 'text/csv': { schema: { type: 'string' } } }

/** All of a list, for who asks for it with `Accept: text/csv`. */
const withCsv = (responses: NonNullable<Operation['responses']>) => ({
  ...responses,
  200: { ...responses['200'], content: { ...responses['200']?.content, ...csvContent } },
})

/** An operation with what the plugin leaves out, and the one failure that all of them share. */
function complete({ 'x-header': header, 'x-csv': isList, parameters = [], ...operation }: Operation): object {
  const responses = isList ? withCsv(operation.responses ?? {}) : (operation.responses ?? {})
  return {
    ...operation,
    parameters: header ? [...parameters, headerParameter(header)] : parameters,
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, withoutVoid(response)])),
      default: problemResponse,
    },
  }
}

/** Bodies that a request may leave out. */
function optionalBodies(app: AnyElysia): Set<string> {
  const optional = app.routes.filter(({ hooks }) => hooks.body && OptionalKind in hooks.body)
  return new Set(optional.map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`))
}

/** The OpenAPI description of an app's routes. */
export function describe(app: AnyElysia): object {
  const { paths, components } = toOpenAPISchema(understood(app))
  const optional = optionalBodies(app)
  const described = Object.entries(paths as Record<string, Record<string, Operation>>).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => {
      if (operation.requestBody) operation.requestBody.required = !optional.has(`${method} ${path}`)
      return [method, complete(operation)]
    })
    return [path, Object.fromEntries(operations)]
  })
  return {
    openapi: '3.1.2',
    info: {
      title: 'Wardline',
      version: '1',
      description: 'A hospital’s front desk, wards and alerts in one live system.',
    },
    security: [{ bearer: [] }],
    paths: Object.fromEntries(described),
    components: {
      schemas: { ...components.schemas, Problem },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}
