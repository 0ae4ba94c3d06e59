import { type Part, parts } from '@wardline/kit/parts'
import { environmentOf } from './environment.ts'
import { launch, runner } from './launcher.ts'
import { findPort } from './ports.ts'

/** Where the worker, a process of its own, asks auth whom an e-mail is for, unless told otherwise. */
const freeUrl = `http://127.0.0.1:${await findPort()}`

/** Everything in one process, and the worker beside it, so that no queue can stop the hospital. */
await launch(
  {
    places: ({ host, port }) => [{ host, port }],
    programs: (env, config, prepared) => {
      const environment = (mine: readonly Part[]) => ({
        ...environmentOf(env, config, prepared, mine),
        AUTH_URL: config.authUrl ?? freeUrl,
      })
      return [
        { name: 'hospital', command: [runner('single.ts')], env: environment(parts) },
        { name: 'worker', command: [runner('part.ts'), 'worker'], env: environment(['notification']) },
      ]
    },
  },
  process.env,
)
