import pino from 'pino'

export type Logger = pino.Logger

/** A failed query's message carries its parameters, which are people's data: log what it was, not what it said. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const cause = error.cause instanceof Error ? error.cause : undefined
  const isQuery = error.message.startsWith('Failed query')
  return {
    name: error.name,
    ...(!isQuery && { message: error.message }),
    ...(cause && { cause: { name: cause.name, code: 'code' in cause ? cause.code : undefined } }),
    stack: error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')),
  }
}

/** JSON lines on standard error. Log ids, never names, texts or tokens (design, section 5.5). */
export const createLogger = (name: string, level: string): Logger =>
  pino({ level, base: { part: name }, serializers: { error: describe } }, pino.destination({ dest: 2, sync: true }))
