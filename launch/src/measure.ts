import { startDemoHospital } from './check/demo-hospital.ts'
import { webFolder } from './web.ts'

/** Runs one of `web/measure` against the hospital at `BASE_URL` if it only looks at it, or against a demo hospital of its own. */
const [name] = process.argv.slice(2)
const given = process.env.BASE_URL
if (given && name === 'screenshots') {
  console.error(
    '`bun run screenshots` fills a hospital with people and alerts of its own: it starts one, and takes no BASE_URL.',
  )
  process.exit(1)
}
const hospital = given ? undefined : await startDemoHospital(process.env)
const url = given ?? hospital?.url
if (!url) process.exit(1)
const child = Bun.spawn([process.execPath, `measure/${name}.ts`], {
  cwd: webFolder,
  env: { ...process.env, BASE_URL: url },
  stdio: ['ignore', 'inherit', 'inherit'],
})
const stop = () => child.kill('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
await child.exited
await hospital?.stop()
process.exit(child.exitCode ?? 1)
