import { toOpenAPISchema } from '@elysiajs/openapi'
import { Problem } from '@wardline/kit/errors'
import type { AnyElysia } from 'elysia'

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
