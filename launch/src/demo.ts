import { withClient } from '@wardline/db/postmaster'
import type { Environment } from '@wardline/kit/config'
import { services } from '@wardline/kit/parts'
import { runStep } from './step.ts'

const fill = '../../db/demo/src/fill.ts'
const remember = `insert into hospital.setting values ('demo', $1) on conflict (name) do update set value = excluded.value`

/** A fill that was interrupted is begun anew: until it ends no part is started, so nothing but the demo can be there. */
export async function clearHalfFilled(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (owner) => {
    const made = await owner.query(`select from pg_tables where schemaname = 'hospital'`)
    if (!made.rowCount) return
    const { rowCount } = await owner.query(`select from hospital.setting where name = 'demo' and value = 'filling'`)
    if (!rowCount) return
    console.log('The demo hospital was left half filled: clearing it.')
    for (const schema of [...services, 'bullmq', 'drizzle'])
      await owner.query(`drop schema if exists ${schema} cascade`)
  })
}

/** Fills an empty database with the demo hospital. Resolves to whether it is, or was before, the demo. */
export async function fillDemo(ownerUrl: string, env: Environment): Promise<boolean> {
  const state = await withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ value: string }>(`select value from hospital.setting where name = 'demo'`)
    if (rows[0]?.value === 'filled') return 'filled'
    const used = services.map((service) => `exists (select from ${service}.history)`).join(' or ')
    const { rows: found } = await owner.query<{ used: boolean }>(`select ${used} as used`)
    if (found[0]?.used) return 'foreign'
    await owner.query(remember, ['filling'])
    return 'filling'
  })
  if (state !== 'filling') return state === 'filled'
  console.log('Filling the demo hospital.')
  await runStep(fill, env)
  await withClient(ownerUrl, (owner) => owner.query(remember, ['filled']))
  return true
}
