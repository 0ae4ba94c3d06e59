import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeHome } from '@wardline/db/cluster'
import type { Environment } from '@wardline/kit/config'
import { findPort } from '../ports.ts'

export interface DemoHospital {
  url: string
  stop(): Promise<void>
}

const start = Bun.fileURLToPath(new URL('../start.ts', import.meta.url))

/** A whole demo hospital on a new data folder, as `bun run go` starts it. Undefined when it ended before it was ready. */
export async function startDemoHospital(env: Environment): Promise<DemoHospital | undefined> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wardline-check-'))
  const port = await findPort()
  const ready = Promise.withResolvers<boolean>()
  const launcher = Bun.spawn([process.execPath, '--no-env-file', start], {
    env: { ...env, DATA_DIR: dataDir, PORT: String(port), DEMO: '1', CANARY_SECONDS: 'off' },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Its end of the channel tells it when we are gone.
    serialization: 'json',
    ipc: (message) => ready.resolve(message === 'ready'),
    onExit: () => ready.resolve(false),
  })
  const stop = async () => {
    launcher.kill('SIGTERM')
    await launcher.exited
    await removeHome(dataDir)
  }
  if (await ready.promise) return { url: `http://127.0.0.1:${port}`, stop }
  await stop()
}
