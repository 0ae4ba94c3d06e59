import { fileURLToPath } from 'node:url'
import { ConfigError, type Environment, type LaunchConfig, readLaunchConfig } from '@wardline/kit/config'
import type { Prepared } from './environment.ts'
import { AlreadyRunning, takeLock } from './lock.ts'
import { assertFree, type Place } from './ports.ts'
import { whenOrphaned } from './starter.ts'
import { runStep, StepFailed } from './step.ts'
import { type Program, supervise } from './supervise.ts'
import { isBuilt } from './web.ts'
import { welcome } from './welcome.ts'

/** How a hospital is spread over processes. */
interface Topology {
  /** Where its processes will listen. */
  places(config: LaunchConfig): Place[]
  programs(env: Environment, config: LaunchConfig, prepared: Prepared): Program[]
}

/** A program of the gateway's folder, where the runners are. */
export const runner = (file: string) => fileURLToPath(new URL(`../../gateway/src/${file}`, import.meta.url))

const watcher = fileURLToPath(new URL('postgres.ts', import.meta.url))

/** A program has `SHUTDOWN_GRACE_MS` to end, and this much to notice that it should. */
const marginMs = 2_000

/** Prepares a hospital, keeps it running, and takes it down in order when this process is told to stop. */
export async function launch(topology: Topology, env: Environment): Promise<never> {
  const end = listenForEnd()
  try {
    const config = readLaunchConfig(env)
    takeLock(config.dataDir, addressOf(config))
    await assertFree(topology.places(config))
    try {
      await host(topology, env, config, end)
    } finally {
      if (!config.databaseUrl) await stopPostgres(config.dataDir)
    }
    process.exit(0)
  } catch (error) {
    explain(error)
    process.exit(1)
  }
}

/** Resolves when the hospital was stopped in order. */
async function host(topology: Topology, env: Environment, config: LaunchConfig, end: End): Promise<void> {
  const prepared = await prepare(env, end.asked)
  if (!prepared) return
  const graceMs = config.shutdownGraceMs + marginMs
  const programs = [...postgresOf(env, config, prepared), ...topology.programs(env, config, prepared)]
  const supervisor = supervise(programs, { graceMs, report: console.error })
  end.insisted.addEventListener('abort', supervisor.kill)
  supervisor.ready.then(() => {
    console.log(welcome(addressOf(config), config, prepared.isDemo))
    process.send?.('ready')
  })
  const refused = await Promise.race([supervisor.refused, aborted(end.asked)])
  await supervisor.stop()
  if (refused) throw new StepFailed(refused)
}

/** What keeps the embedded Postgres running, if that is ours: on its port, which the others were told. */
const postgresOf = (env: Environment, { dataDir }: LaunchConfig, { postgresPort }: Prepared): Program[] =>
  postgresPort === undefined
    ? []
    : [{ name: 'postgres', command: [watcher, `${postgresPort}`], env: { ...env, DATA_DIR: dataDir } }]

/** Database and web app side by side; undefined when we were asked to end meanwhile. */
async function prepare(env: Environment, asked: AbortSignal): Promise<Prepared | undefined> {
  const failure = new AbortController()
  const signal = AbortSignal.any([asked, failure.signal])
  const buildWeb = async () => {
    if (await isBuilt()) return
    console.log('Building the web app.')
    await runStep('build-web.ts', env, signal)
  }
  const steps = [runStep('prepare.ts', env, signal), buildWeb()] as const
  try {
    const [prepared] = await Promise.all(steps)
    return prepared as Prepared
  } catch (error) {
    if (asked.aborted) return undefined
    throw error
  } finally {
    failure.abort()
    await Promise.allSettled(steps)
  }
}

async function stopPostgres(dataDir: string): Promise<void> {
  // Loaded here, since the launcher needs it only now, and its memory counts while it waits.
  const { endHome } = await import('@wardline/db/cluster')
  await endHome(dataDir)
}

interface End {
  asked: AbortSignal
  /** A second Ctrl-C: no more patience. */
  insisted: AbortSignal
}

function listenForEnd(): End {
  const [asked, insisted] = [new AbortController(), new AbortController()]
  const listen = () => (asked.signal.aborted ? insisted : asked).abort()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listen)
  // Whoever started us with a channel, such as the tests, is gone.
  process.on('disconnect', () => asked.abort())
  whenOrphaned(() => asked.abort())
  return { asked: asked.signal, insisted: insisted.signal }
}

const aborted = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined))
  })

function addressOf({ host, port }: LaunchConfig): string {
  const isLocal = ['0.0.0.0', '::', '127.0.0.1'].includes(host)
  return `http://${isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

function explain(error: unknown): void {
  // Steps have said themselves what was wrong.
  if (error instanceof StepFailed) return
  if (error instanceof ConfigError || error instanceof AlreadyRunning) console.error(error.message)
  else console.error(error instanceof Error ? `Wardline cannot start: ${error.message}` : error)
}
