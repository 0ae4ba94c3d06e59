import { connect } from '@wardline/db/connect'
import { startProcesses } from '@wardline/gateway/testing'
import { systemClock } from '@wardline/kit/clock'
import { readConfig } from '@wardline/kit/config'
import { createAccessSigner } from '@wardline/kit/identity'
import { parts } from '@wardline/kit/parts'
import { parentOf } from './processes.ts'

export interface User {
  id: string
  token: string
}

const refusalOf = async (response: Response) =>
  `${response.status} ${((await response.json().catch(() => ({}))) as { detail?: string }).detail}`

/**
 * A hospital of processes, with users who have accounts and tokens, but no passwords: 10,000 registrations would
 * take 6 minutes, and none of them is measured.
 */
export async function startListeningHospital(profile: 'single' | 'split', count: number) {
  const hospital = await startProcesses(profile)
  const owner = connect(hospital.database.ownerUrl, { name: 'wardline-bench', max: 1 })
  const { rows } = await owner.pool.query<{ id: string }>(
    `insert into auth."user" (id, version, created_at, updated_at, email, email_key, name, name_key, role, status, password_hash)
     select uuidv7(), 1, now(), now(), address, address, 'Some nurse', 'some nurse', 'nurse', 'active', '!'
     from generate_series(1, $1) as n, lateral (select 'bench-' || n || '@wardline.test') as made (address)
     returning id`,
    [count],
  )
  await owner.pool.query('analyze auth."user"')
  const sign = await createAccessSigner(readConfig(hospital.env, parts).keys, systemClock)
  const signIn = async ({ id }: { id: string }): Promise<User> => ({
    id,
    token: await sign({ userId: id, role: 'nurse', sessionId: crypto.randomUUID() }),
  })
  const [users, admin] = await Promise.all([Promise.all(rows.map(signIn)), hospital.as('admin')])
  const backend = await owner.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const gateway = hospital.running.get(profile === 'single' ? 'single.ts' : 'gateway')
  if (!gateway) throw new Error('there is no gateway')

  return {
    url: hospital.url,
    users,
    gateway: gateway.pid,
    worker: hospital.running.get('worker')?.pid as number,
    postgres: parentOf(backend.rows[0]?.pid as number),
    sql: owner.pool,
    /** Sends as an administrator, and answers the batch. The title is a number, by which readers know it. */
    async send(userIds: string[], n: number): Promise<string> {
      const response = await hospital.fetch('/notifications/send', {
        method: 'POST',
        headers: admin.headers,
        body: { to: { userIds }, title: String(n), body: 'Please look at the results on the ward’s board.' },
      })
      if (response.status !== 202) throw new Error(await refusalOf(response))
      return ((await response.json()) as { batchId: string }).batchId
    },
    /** Streams that the gateway holds open. */
    async streams(): Promise<number> {
      const text = await (await hospital.fetch('/metrics')).text()
      return Number(/^wardline_streams_open (\d+)/m.exec(text)?.[1])
    },
    /** Where the sequences of these users stand, in their order. */
    async seqs(of: User[]): Promise<number[]> {
      const { rows } = await owner.pool.query<{ seq: number }>(
        `select coalesce(last_seq, 0)::integer as seq from unnest($1::uuid[]) with ordinality as given (user_id, n)
         left join notification.user_stream using (user_id) order by n`,
        [of.map(({ id }) => id)],
      )
      return rows.map(({ seq }) => seq)
    },
    async stop() {
      await owner.close()
      await hospital.stop()
    },
  }
}
export type ListeningHospital = Awaited<ReturnType<typeof startListeningHospital>>
