import { FormatRegistry } from '@sinclair/typebox'
import { Problem } from '@wardline/kit/errors'
import type { AnyElysia } from 'elysia'

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
  responses?: Record<string, unknown>
}

/** The OpenAPI description of an app's routes, with the one failure that all of them share. */
export function describe(app: AnyElysia): object {
  const { paths, components } = toOpenAPISchema(app)
  for (const operations of Object.values(paths))
    for (const operation of Object.values(operations as Record<string, Operation>))
      operation.responses = { ...operation.responses, default: problemResponse }
  return {
    openapi: '3.1.2',
    info: {
      title: 'Wardline',
      version: '1',
      description: 'A hospital’s front desk, wards and alerts in one live system.',
    },
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: { ...components.schemas, Problem },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}
