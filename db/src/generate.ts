import { fileURLToPath } from 'node:url'
import { services } from './parts.ts'

// drizzle-kit takes no argument for its config file, only the environment.
const [service = '', ...rest] = process.argv.slice(2)
if (!services.some((name) => name === service)) throw new Error(`say which service: ${services.join(', ')}`)

const folder = fileURLToPath(new URL('..', import.meta.url))
const kit = Bun.spawn([process.execPath, '--bun', 'x', '--no-install', 'drizzle-kit', 'generate', ...rest], {
  cwd: folder,
  env: { ...process.env, SERVICE: service },
  stdio: ['inherit', 'inherit', 'inherit'],
})
process.exitCode = await kit.exited
