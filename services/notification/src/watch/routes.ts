import { Body, Uuid } from '@wardline/kit/schema'
import { Elysia, status, t } from 'elysia'
import type { Context } from '../context.ts'
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
        if (seconds !== undefined) {
          const { watcherId } = body
          tellOf(await release(db, { watcherId, seconds, clock, hospitalTz, log }))
        }
        const alarm = await judge(db, { people, clock, hospitalTz, log })
        if (alarm) tellOf(alarm)
        return status(204, undefined)
      },
      { access: 'part', body: Sighting },
    )
}
