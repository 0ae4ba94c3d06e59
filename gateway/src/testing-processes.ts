import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { generateKey } from '@wardline/kit/identity'
import { type Part, parts } from '@wardline/kit/parts'
import { administrator } from './testing-visitor.ts'

// Nothing here starts a Postgres: the fault suite brings one that it can kill.

/** Keys for the lifetime of a test. */
async function testKeys(): Promise<Record<string, string>> {
  const pairs = await Promise.all(parts.map(async (part) => [part, await generateKey()] as const))
  return {
    PUBLIC_KEYS: pairs.map(([part, key]) => `${part}:${key.public}`).join(','),
    ...Object.fromEntries(pairs.map(([part, key]) => [`${part.toUpperCase()}_PRIVATE_KEY`, key.private])),
  }
}

/** The environment of a hospital on the given databases, as the launcher would compose it; every part's secrets are in it. */
export const composeEnvironment = async (
  databaseUrls: Record<Part, string>,
  dataDir: string,
  overrides: Record<string, string> = {},
): Promise<Record<string, string>> => ({
  ...Object.fromEntries(parts.map((part) => [`${part.toUpperCase()}_DATABASE_URL`, databaseUrls[part]])),
  ...(await testKeys()),
  ADMIN_EMAIL: administrator.email,
  ADMIN_PASSWORD: administrator.password,
  HOSPITAL_TZ: 'Europe/Madrid',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'silent',
  RATE_LIMIT: 'off',
  CANARY_SECONDS: 'off',
  ...overrides,
})

/** The first of `count` free ports in a row, below the ephemeral ones, which anything may take at any time. */
export async function freePorts(count: number): Promise<number> {
  const isFree = (port: number) =>
    new Promise<boolean>((resolve) => {
      const server = createServer().once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
  for (;;) {
    const start = 10_000 + Math.floor(Math.random() * 20_000)
    const ports = Array.from({ length: count }, (_, index) => start + index)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return start
  }
}

/**
 * A program as a process of its own; resolves when it is ready.
 * @param command a file beside this one, or a file: URL, and its arguments
 * @param started hears of the process before it is ready, if somebody has to end it then
 */
export async function spawnProgram(
  command: readonly [file: string, ...rest: string[]],
  env: Record<string, string>,
  started: (child: Bun.Subprocess) => void = () => {},
): Promise<Bun.Subprocess> {
  const [file, ...rest] = command
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  const child = Bun.spawn([process.execPath, fileURLToPath(new URL(file, import.meta.url)), ...rest], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    ipc: () => resolve(),
    onExit: (_, code) => reject(new Error(`${command.join(' ')} ended with ${code} before it was ready`)),
  })
  started(child)
  await ready
  return child
}

/** A part as a process of its own, for tests that kill and start them. */
export const spawnPart = (name: string, env: Record<string, string>) => spawnProgram(['part.ts', name], env)
