import type { Person } from './people.ts'
import type { Case, Stage } from './stage.ts'
import { must, seconds, until } from './waiting.ts'

const everywhere = ['split', 'single'] as const

/** The promise of design section 7. */
const againMs = 6000
const mails = 8

const byEmail = { channels: ['in-app', 'email'] }

/** One mail to each of some people. */
async function sendMails(stage: Stage, to: readonly Person[]): Promise<void> {
  await Promise.all(to.map((person) => stage.send({ to: [person], fields: byEmail })))
}

/** kill -9, and at once another in its place, as the launcher does. Returns how long ago that was, whenever it is asked. */
async function replaceWorker({ hospital }: Stage): Promise<() => number> {
  const worker = hospital.the('worker-1')
  const killedAt = performance.now()
  await worker.kill()
  // Whoever waits for its work need not wait for its start first.
  void worker.start()
  return () => performance.now() - killedAt
}

/** What a dead worker was sending is `unknown` in time; when an administrator accepts the risk, everything has arrived. */
async function settleUnknown(stage: Stage, sinceKill: () => number): Promise<void> {
  await stage.book.mailsAre('unknown')
  stage.promised('unknown', sinceKill(), againMs)
  await stage.retryUnknown()
}

/** When the last of the mails was tried. */
async function lastAttempt({ hospital, book }: Stage): Promise<number> {
  const ids = (await book.mails()).map(({ id }) => id)
  const [last] = await hospital.postgres.query<{ at: Date }>(
    'select max(started_at) as at from notification.attempt where delivery_id = any($1::uuid[])',
    [ids],
  )
  return last?.at.getTime() ?? 0
}

const beforeTheSend: Case = {
  name: 'worker killed before the send',
  holds: 'Its jobs run again within 6 s, each mail goes out once, and nothing is called unknown.',
  on: { short: everywhere, long: everywhere },
  async run(stage) {
    const { hospital, book } = stage
    const people = await stage.people('nurse', mails)
    // Due when auth is frozen already: the worker takes the jobs, and waits for the addresses.
    await stage.send({ to: people, fields: { ...byEmail, sendAt: new Date(Date.now() + 1000).toISOString() } })
    hospital.auth.freeze()
    await until('the worker has the jobs', async () => (await hospital.engine.activeJobs()) >= mails)
    const killedAt = Date.now()
    await replaceWorker(stage)
    hospital.auth.thaw()
    await book.mailed()
    stage.promised('again', (await lastAttempt(stage)) - killedAt, againMs)
  },
}

const duringTheSend: Case = {
  name: 'worker killed during the send',
  holds: 'The ledger says unknown within 6 s and sends nothing unasked; retried, each mail arrives once.',
  on: { short: ['split'], long: everywhere },
  async run(stage) {
    const { mailbox } = stage.hospital
    mailbox.behave('hang')
    await sendMails(stage, await stage.people('nurse', mails))
    await until('the mails are being sent', () => mailbox.hanging() === mails)
    const sinceKill = await replaceWorker(stage)
    mailbox.behave('accept')
    mailbox.release()
    await settleUnknown(stage, sinceKill)
  },
}

const afterTheSend: Case = {
  name: 'worker killed after the send, before it is recorded',
  holds: 'The ledger says unknown, so that whoever sends again knows of the duplicate beforehand.',
  on: { short: ['single'], long: everywhere },
  async run(stage) {
    const { mailbox, postgres } = stage.hospital
    const people = await stage.people('nurse', mails)
    mailbox.behave('hang')
    await sendMails(stage, people)
    await until('the mails are being sent', () => mailbox.hanging() === mails)
    const before = mailbox.count()
    const userIds = people.map(({ userId }) => userId)
    const sinceKill = await postgres.holding(userIds, async () => {
      mailbox.behave('accept')
      mailbox.release()
      await until('the mails are accepted', () => mailbox.count() === before + mails)
      return replaceWorker(stage)
    })
    await settleUnknown(stage, sinceKill)
  },
}

const frozen: Case = {
  name: 'worker frozen, and thawed again',
  holds: 'Another does its work meanwhile; when it wakes it finds itself locked out and changes nothing.',
  on: { short: ['single'], long: everywhere },
  async run(stage) {
    const { hospital, book } = stage
    const { mailbox } = hospital
    const [worker, other] = [hospital.the('worker-1'), hospital.the('worker-2')]
    const [first, second] = await Promise.all([stage.people('nurse', mails), stage.people('nurse', mails)])
    mailbox.behave('hang')
    await sendMails(stage, first)
    await until('the mails are being sent', () => mailbox.hanging() === mails)
    const thawAt = performance.now() + stage.size(6000, 20_000)
    worker.freeze()
    await other.start()
    await book.mailsAre('unknown')
    mailbox.behave('accept')
    const sentAt = performance.now()
    await sendMails(stage, second)
    await until('others are mailed', async () => (await delivered(stage)) === mails)
    stage.note(`the other worker took ${seconds(performance.now() - sentAt)}`)
    await Bun.sleep(Math.max(0, thawAt - performance.now()))
    mailbox.release()
    worker.thaw()
    await Bun.sleep(1000)
    must((await delivered(stage)) === mails, 'the worker that wakes records nothing of what was taken from it')
    await stage.retryUnknown()
  },
}

const delivered = async ({ book }: Stage) => (await book.mails()).filter(({ status }) => status === 'delivered').length

export const workerCases = [beforeTheSend, duringTheSend, afterTheSend, frozen]
