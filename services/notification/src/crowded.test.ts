import { expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@wardline/db/connect'
import { startHospital } from '@wardline/gateway/testing'
import type { Problem } from '@wardline/kit/errors'

setDefaultTimeout(30_000)

test('who finds every connection taken is told that the server is busy, and when to come back', async () => {
  const hospital = await startHospital()
  const owner = connect(hospital.database.ownerUrl, { name: 'test', max: 1 })
  const { headers } = await hospital.as('admin')
  const holder = await owner.pool.connect()
  await holder.query('begin; lock table notification.notification in access exclusive mode')

  const asked = Array.from({ length: 30 }, () => hospital.fetch('/notifications', { headers }))
  const first = await Promise.race(asked)
  await holder.query('rollback')
  holder.release()

  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2'])
  const { kind, detail } = (await first.json()) as Problem
  expect([kind, detail]).toEqual(['unavailable', 'The server is busy just now. Try again in a moment.'])
  const answers = await Promise.all(asked)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect((await hospital.fetch('/notifications', { headers })).status).toBe(200)
  await owner.close()
  await hospital.stop()
})
