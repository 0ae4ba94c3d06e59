import type { Case, Stage } from './stage.ts'
import { must, seconds, until } from './waiting.ts'

const readers = 20

const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T

/**
 * Sends single messages, e-mails and one message to many while something happens to an engine, and for a moment after it.
 * Everyone reads along, on whichever gateway.
 */
async function underLoad(stage: Stage, fault: () => Promise<void>): Promise<void> {
  const { book } = stage
  const [people, crowd] = await Promise.all([
    stage.people('nurse', readers),
    stage.people('patient', stage.size(280, 600)),
  ])
  for (const person of people) stage.read({ person })
  await stage.live()
  const stops = [
    stage.keepSending(20, () => ({ to: [any(people)] })),
    stage.keepSending(100, () => ({ to: [any(people)], fields: { channels: ['in-app', 'email'] } })),
  ]
  await Bun.sleep(700)
  const many = stage.send({ to: [...crowd, ...people] })
  await Bun.sleep(50)
  const startedAt = performance.now()
  await fault()
  const overAt = performance.now()
  await Bun.sleep(700)
  await Promise.all([...stops.map((stop) => stop()), many])
  await book.settled()
  const [told, mailed] = [performance.now(), await book.mailed()]
  stage.note(`away for ${seconds(overAt - startedAt)}`)
  stage.note(`all told ${seconds(told - overAt)} after it, mailed ${seconds(told + mailed - overAt)} after it`)
}

const redisEnded = (how: string, signal: NodeJS.Signals, awayMs: number): Omit<Case, 'on'> => ({
  name: `Redis ${how} and started again`,
  holds: 'The hospital goes on without it, and what it held is found again by its rows.',
  engine: 'Redis',
  run: (stage) =>
    underLoad(stage, async () => {
      const { engine } = stage.hospital
      await engine.end(signal)
      await Bun.sleep(awayMs)
      await engine.startAgain()
    }),
})

/** Mails that wait for another try, and messages that wait for their time: what the queue holds longest. */
async function fillQueue(stage: Stage): Promise<void> {
  const people = await stage.people('nurse', 30)
  stage.hospital.mailbox.behave(451)
  const later = new Date(Date.now() + 3000).toISOString()
  await Promise.all(people.map((person) => stage.send({ to: [person], fields: { channels: ['in-app', 'email'] } })))
  await stage.send({ to: people, fields: { sendAt: later } })
  await stage.book.mailsAre('retrying', 'sending')
}

const emptied: Omit<Case, 'name' | 'engine' | 'on'> = {
  holds: 'What is due is found again by its rows, and each of it is done once.',
  async run(stage) {
    const { engine, mailbox } = stage.hospital
    await fillQueue(stage)
    await underLoad(stage, async () => {
      await engine.empty()
      await Bun.sleep(100)
      mailbox.behave('accept')
      await engine.empty()
    })
  },
}

const postgresKilled: Case = {
  name: 'Postgres killed and started again',
  holds: 'What was accepted before is there after; what comes meanwhile is refused or accepted, never half of it.',
  on: { short: ['single'], long: ['split', 'single'] },
  run: (stage) =>
    underLoad(stage, async () => {
      const { postgres } = stage.hospital
      await postgres.kill()
      await postgres.startAgain()
    }),
}

const listenKilled: Case = {
  name: 'LISTEN connections killed alone',
  holds: 'Every stream goes on where it stood, without being told to read everything again.',
  on: { short: ['single'], long: ['single'] },
  engine: 'Postgres',
  async run(stage) {
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wardline-bus'`
    await underLoad(stage, async () => {
      for (let times = 0; times < stage.size(5, 25); times++) {
        await until('somebody listens', async () => (await stage.hospital.postgres.query(kill)).length > 0)
        await Bun.sleep(100 + Math.random() * 400)
      }
    })
    must(stage.resets() === 0, 'no stream has to begin again')
  },
}

export const engineCases: Case[] = [
  { ...redisEnded('killed', 'SIGKILL', 500), on: { short: ['split'], long: ['split'] } },
  { ...redisEnded('ended in order', 'SIGTERM', 3000), on: { short: [], long: ['split'] } },
  { ...emptied, name: 'FLUSHALL of Redis', engine: 'Redis', on: { short: ['split'], long: ['split'] } },
  { ...emptied, name: 'queue on Postgres emptied', engine: 'Postgres', on: { short: [], long: ['single'] } },
  postgresKilled,
  listenKilled,
]
