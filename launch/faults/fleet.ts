import type { Person } from './people.ts'
import type { Case, Stage } from './stage.ts'
import { must, patienceMs, seconds, until } from './waiting.ts'

const everywhere = ['split', 'single'] as const

interface Sets {
  done: number
  total: number
}

async function setsOf({ hospital }: Stage, batchId: string): Promise<Sets> {
  const [sets] = await hospital.postgres.query<Sets>(
    `select count(done_at)::int as done, count(*)::int as total from notification.fanout_set where batch_id = $1`,
    [batchId],
  )
  return sets ?? { done: 0, total: 0 }
}

const waiting = `select from pg_stat_activity where application_name = 'wardline-worker' and wait_event_type = 'Lock'`

const fanOut: Case = {
  name: 'worker killed amid a large send',
  holds: 'Another goes on where it stopped, and nobody gets a second copy.',
  on: { short: ['single'], long: everywhere },
  async run(stage) {
    const { hospital, book } = stage
    const size = stage.size(2000, 10_000)
    const people = await stage.people('patient', size)
    for (const person of people.slice(0, 20)) stage.read({ person })
    await stage.live()
    const worker = hospital.the('worker-1')
    const middle = people[Math.floor(size / 2)] as Person
    // The set in the middle can't be written yet: the worker is at it when it is killed.
    await stage.send({ to: [middle] })
    const { batchId, done, total } = await hospital.postgres.holding([middle.userId], async () => {
      const { batchId } = await stage.send({ to: people })
      const isAmid = async () => (await hospital.postgres.query(waiting)).length > 0
      await until('the worker is amid them', isAmid, patienceMs, 2)
      await worker.kill()
      return { batchId, ...(await setsOf(stage, batchId)) }
    })
    must(done < total, 'it was killed before the end')
    const startedAt = performance.now()
    await worker.start()
    await until('all sets are written', async () => (await setsOf(stage, batchId)).done === total)
    await book.settled()
    stage.note(
      `killed after ${done} of ${total} sets of 250, the rest within ${seconds(performance.now() - startedAt)}`,
    )
  },
}

/** More than one worker takes at once, and than it sends at once. */
const mails = 110

/** Both workers have mails in hand at the same time. */
async function shareWork(stage: Stage, people: readonly Person[]): Promise<void> {
  const { mailbox, postgres } = stage.hospital
  mailbox.behave('hang')
  await stage.send({ to: people, fields: { channels: ['in-app', 'email'] } })
  const working = `select count(distinct claimed_by)::int as count from notification.delivery where status = 'sending'`
  await until(
    'both workers are at work',
    async () => (await postgres.query<{ count: number }>(working))[0]?.count === 2,
  )
  mailbox.behave('accept')
  mailbox.release()
  await stage.book.mailed()
}

const fleet: Case = {
  name: 'two gateways and two workers',
  holds: 'They behave as one: what happens is told at both gateways, and the work is shared by both workers.',
  on: { short: ['split'], long: ['split'] },
  async run(stage) {
    const { hospital } = stage
    await hospital.the('worker-2').start()
    const people = await stage.people('nurse', mails)
    const changed = new Set<string>()
    for (const gateway of hospital.gateways)
      for (const person of people.slice(0, 5))
        stage.read({
          person,
          gateways: [gateway],
          onFrame: ({ type, data }) => {
            if (type === 'changed' && data.entity === 'patient') changed.add(gateway)
          },
        })
    await stage.live()
    const patient = { givenName: 'Amina', familyName: 'Diallo', birthDate: '1980-02-29', sex: 'female' }
    await stage.ask(stage.admin, 'POST', '/patients', { body: patient, key: crypto.randomUUID() })
    const toldMs = await until('both gateways tell of the change', () => changed.size === hospital.gateways.length)
    await shareWork(stage, people)
    await stage.book.settled()
    stage.note(`a change at both gateways after ${Math.round(toldMs)} ms, ${mails} mails by both workers`)
  },
}

export const fleetCases = [fanOut, fleet]
