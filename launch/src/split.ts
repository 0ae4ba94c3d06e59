import { type Part, parts, services } from '@wardline/kit/parts'
import { environmentOf } from './environment.ts'
import { launch, runner } from './launcher.ts'
import type { Program } from './supervise.ts'

/** Only the gateway is meant to be reached from outside. */
const loopback = '127.0.0.1'

/** Each part a process of its own, with its own login and key; the worker acts as the notification service. */
await launch(
  {
    places: ({ host, port, urls }) => [
      { host, port },
      ...services.map((service) => ({ host: loopback, port: Number(new URL(urls[service]).port) })),
    ],
    programs: (env, config, prepared) => {
      const program = (name: Part | 'worker', identity: Part, host: string): Program => ({
        name,
        command: [runner('part.ts'), name],
        env: { ...environmentOf(env, config, prepared, [identity]), HOST: host },
      })
      return [
        ...parts.map((part) => program(part, part, part === 'gateway' ? config.host : loopback)),
        program('worker', 'notification', loopback),
      ]
    },
  },
  process.env,
)
