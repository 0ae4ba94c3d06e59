import { connectBus } from '@wardline/kit/bus'
import { systemClock } from '@wardline/kit/clock'
import { type Config, ConfigError, readConfig } from '@wardline/kit/config'
import { createLogger } from '@wardline/kit/log'
import { type Part, services } from '@wardline/kit/parts'
import type { AnyElysia } from 'elysia'
import type { Targets } from './clients.ts'
import type { Shared } from './host.ts'
import { withinFileLimit } from './streams/open-files.ts'

/** EX_CONFIG of sysexits.h: starting again would not help. */
const configurationExit = 78

/** The parts as other processes, by their URLs. */
export const remoteTargets = (config: Config): Targets =>
  Object.fromEntries(services.map((service) => [service, config.urls[service]])) as Targets

/** The bus of this process: on Redis, or on the direct connection of one of its parts. */
export const openBus = (config: Config, part: Part) =>
  connectBus(
    { redisUrl: config.redisUrl, databaseUrl: config.databaseUrls[part] },
    createLogger(`${part}-bus`, config.logLevel),
  )

export const shared = async (config: Config, part: Part): Promise<Omit<Shared, 'targets'>> => ({
  config,
  clock: systemClock,
  bus: await openBus(config, part),
})

/** Where a part listens: the gateway on `PORT`, every other on the port of its URL. */
export const portOf = (config: Config, part: Part): number =>
  part === 'gateway' ? config.port : Number(new URL(config.urls[part]).port || 80)

/** How every part listens. */
export const listening = {
  // Bodies are counted by the parts themselves (kit/body.ts), which read no more than they take and say so in their own
  // words; Bun's own refusal of what is beyond this has none.
  maxRequestBodySize: Number.MAX_SAFE_INTEGER,
  idleTimeout: 60,
}

/** Of the time to end, what is left for closing what the connections needed. */
const drainShare = 0.8

/**
 * Listens with a part, and answers until it is told to stop: then nothing new is accepted from that moment on, requests under way
 * are answered, and connections that have not ended when most of `SHUTDOWN_GRACE_MS` is over are cut.
 */
export function listen(
  app: AnyElysia,
  hostname: string,
  port: number,
  { shutdownGraceMs }: Pick<Config, 'shutdownGraceMs'>,
): () => Promise<void> {
  app.listen({ ...listening, hostname, port })
  const { server } = app
  return async () => {
    const cut = setTimeout(() => void server?.stop(true), shutdownGraceMs * drainShare)
    // Bun closes idle connections at once, and others after the answer that is under way.
    await app.stop()
    clearTimeout(cut)
  }
}

/**
 * Runs a process: a bad configuration ends it with its own exit code, an unhandled rejection ends it so that the launcher
 * starts it again, SIGTERM and the launcher's death end it in order within `SHUTDOWN_GRACE_MS`.
 */
export async function run(
  parts: readonly Part[],
  start: (config: Config) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    const given = readConfig(process.env, parts)
    const log = createLogger(parts.join('+'), given.logLevel)
    const config = parts.includes('gateway') ? await withinFileLimit(given, log) : given
    process.on('unhandledRejection', (error) => {
      log.fatal({ error }, 'unhandled rejection')
      process.exit(1)
    })
    let stop: (() => Promise<void>) | undefined
    let isStopping = false
    const shutDown = async () => {
      if (isStopping) return
      isStopping = true
      setTimeout(() => process.exit(0), config.shutdownGraceMs).unref()
      await stop?.().catch((error) => log.error({ error }, 'not shut down in order'))
      process.exit(0)
    }
    // Before anything is started: the launcher may be gone by the time that everything is.
    for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(signal, shutDown)
    stop = await start(config)
    process.send?.('ready')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(error instanceof ConfigError ? configurationExit : 1)
  }
}
