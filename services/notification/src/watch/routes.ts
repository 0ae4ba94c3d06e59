import { Body, Uuid } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import type { Context } from '../context.ts'
import { nothingWritten } from '../sending/writing.ts'
import { judge } from './alarm.ts'
import { createAuditor } from './auditor.ts'
import { heed, release } from './canary.ts'

const Sighting = Body({
  watcherId: Uuid,
  arrived: t.Optional(Body({ id: Uuid, agoMs: t.Number({ minimum: 0, maximum: 3_600_000 }) })),
})

/** What the gateways ask of delivery, and what they say of canaries. None of it needs the worker. */
export function watchRoutes({ base, db, clock, config, people, log, tellOf }: Context) {
  const audit = createAuditor(db)
  const { hospitalTz, canarySeconds: seconds } = config
  return new Elysia({ normalize: false })
    .use(base)
    .get('/internal/watch', async () => audit(), { access: 'part' })
    .post(
      '/internal/canary',
      async ({ body }) => {
        await heed(db, body)
        const rest = { clock, hospitalTz, log }
        const alarm = judge(db, { people, ...rest }).catch((error) => {
          // It is tried again as soon as the next gateway reports; canaries go on.
          log.warn({ error }, 'an alarm cannot be raised')
          return nothingWritten
        })
        const isOn = seconds !== undefined
        const canary = isOn ? release(db, { watcherId: body.watcherId, seconds, ...rest }) : nothingWritten
        for (const written of await Promise.all([alarm, canary])) tellOf(written)
        return status(204, undefined)
      },
      { access: 'part', body: Sighting },
    )
}
