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

/** An operation with what the plugin leaves out, and the one failure that all of them share. */
function complete({ 'x-header': header, parameters = [], responses = {}, ...operation }: Operation): object {
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
