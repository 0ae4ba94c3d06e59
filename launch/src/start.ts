import { parts } from '@wardline/kit/parts'
import { environmentOf } from './environment.ts'
import { launch, runner } from './launcher.ts'
import { findPort } from './ports.ts'

/** Where the worker, a process of its own, asks auth whom an e-mail is for; any free port of this machine serves. */
const AUTH_URL = process.env.AUTH_URL ?? `http://127.0.0.1:${await findPort()}`

/** Everything in one process, and the worker beside it, so that no queue can stop the hospital. */
await launch(
  {
    places: ({ host, port }) => [{ host, port }],
    programs: (env, config, prepared) => [
      { name: 'hospital', command: [runner('single.ts')], env: environmentOf(env, config, prepared, parts) },
      {
        name: 'worker',
        command: [runner('part.ts'), 'worker'],
        env: environmentOf(env, config, prepared, ['notification']),
      },
    ],
  },
  { ...process.env, AUTH_URL },
)
