import { ask } from '@wardline/kit/client'
import { type DeliveryJob, escalateOverdue, knowPeople } from '@wardline/notification/replay'
import { demoAccounts, demoLogins } from './accounts.ts'
import type { DemoHospital } from './hosting.ts'
import { type Alert, alerts, type Notice, notices } from './notices.ts'
import { type PastWorker, settle } from './outcomes.ts'
import { type Actors, actorOf } from './people.ts'
import type { Scene } from './scene.ts'
import { several } from './several.ts'

const hour = 3600_000
const minute = 60_000
const atOnce = 4
/** People have read what is older. */
const readHoursAgo = 36
/** A minute more than a critical message gives people to answer. */
const escalatedAfterMinutes = 6

interface Stage {
  hospital: DemoHospital
  actors: Actors
  now: Date
}

const ago = ({ now }: Stage, hours: number) => new Date(now.getTime() - hours * hour)
const adminOf = ({ actors }: Stage) => actorOf(actors, demoLogins.admin.email)
const clientOf = ({ hospital }: Stage) => hospital.clients.notification.notifications

function audienceOf({ actors }: Stage, to: Notice['to']) {
  if (to === 'everyone') return { everyone: true }
  return 'roles' in to ? to : { userIds: to.emails.map((email) => actorOf(actors, email).userId) }
}

/** Sends it as whoever sent it, at that time; returns the notifications' ids. */
async function send(stage: Stage, { by, to, message, sendInHours }: Notice, at: Date): Promise<string[]> {
  const sendAt = sendInHours === undefined ? {} : { sendAt: new Date(at.getTime() + sendInHours * hour).toISOString() }
  const body = { ...message, ...sendAt, to: audienceOf(stage, to) }
  const sender = by ? actorOf(stage.actors, by) : adminOf(stage)
  stage.hospital.clock.set(at)
  const sent = await stage.hospital.as(sender, at, (options) => ask(clientOf(stage).send.post(body, options)))
  return sent.ids ?? []
}

async function emailsOf(stage: Stage, ids: string[], at: Date): Promise<DeliveryJob[]> {
  const found = await several(ids, atOnce, (id) =>
    stage.hospital.as(adminOf(stage), at, (options) => ask(clientOf(stage)({ id }).deliveries.get(options))),
  )
  return found
    .flatMap(({ items }) => items)
    .filter(({ channel }) => channel === 'email')
    .map(({ id, generation }) => ({ deliveryId: id, generation }))
}

function noticeScene(stage: Stage, worker: PastWorker, notice: Notice): Scene {
  const { fate } = notice
  const at = ago(stage, notice.hoursAgo)
  return {
    at,
    async play() {
      const ids = await send(stage, notice, at)
      if (fate) await several(await emailsOf(stage, ids, at), atOnce, (job) => settle(worker, job, fate, at))
    },
  }
}

const acknowledge = (stage: Stage, email: string, id: string, at: Date) =>
  stage.hospital.as(actorOf(stage.actors, email), at, (options) => ask(clientOf(stage)({ id }).ack.put({}, options)))

/** What nobody answered goes to the administrators, of whom one takes it on. */
async function escalate(stage: Stage, at: Date): Promise<void> {
  const { hospital } = stage
  const { clock, clients, config } = hospital
  clock.set(at)
  await escalateOverdue(hospital.db('notification'), knowPeople(clients), { at, hospitalTz: config.hospitalTz })
  const query = { kind: 'escalation' }
  const { items } = await hospital.as(adminOf(stage), at, (options) => ask(clientOf(stage).get({ query, ...options })))
  const takenOnAt = new Date(at.getTime() + 3 * minute)
  await several(items, atOnce, ({ id }) => acknowledge(stage, demoLogins.admin.email, id, takenOnAt))
}

function alertScenes(stage: Stage, alert: Alert): Scene[] {
  const at = ago(stage, alert.hoursAgo)
  const { answer } = alert
  const play = async () => {
    const ids = await send(stage, alert, at)
    if (!answer) return
    const answeredAt = new Date(at.getTime() + answer.afterMinutes * minute)
    await several(ids, atOnce, (id) => acknowledge(stage, answer.by, id, answeredAt))
  }
  const isMissed = !answer && !alert.message.ack
  const missedAt = new Date(at.getTime() + escalatedAfterMinutes * minute)
  return [{ at, play }, ...(isMissed ? [{ at: missedAt, play: () => escalate(stage, missedAt) }] : [])]
}

/** Everybody reads what has come until then. */
function readingScene(stage: Stage): Scene {
  const at = ago(stage, readHoursAgo)
  const read = (email: string) =>
    stage.hospital.as(actorOf(stage.actors, email), at, (options) => ask(clientOf(stage)['read-all'].put({}, options)))
  return { at, play: () => several(demoAccounts, atOnce, ({ email }) => read(email)) }
}

/** One of the desk does not want newsletters by e-mail. */
function preferringScene(stage: Stage): Scene {
  const at = ago(stage, 100)
  const change = { channels: { newsletter: ['in-app' as const] } }
  const actor = actorOf(stage.actors, 'kwame.mensah@wardline.example')
  return {
    at,
    play: () => stage.hospital.as(actor, at, (options) => ask(clientOf(stage).preferences.put(change, options))),
  }
}

/** What people told each other and what became of it: sent on the service's own routes, delivered through its own ledger. */
export function notificationScenes(hospital: DemoHospital, actors: Actors, now: Date): Scene[] {
  const stage = { hospital, actors, now }
  const { attempts, backoffMs } = hospital.config.delivery
  // A delivery that is tried again needs a second try.
  const policy = { attempts: Math.max(2, attempts), backoffMs }
  const worker = { db: hospital.db('notification'), policy, id: Bun.randomUUIDv7(), now }
  return [
    preferringScene(stage),
    readingScene(stage),
    ...notices.map((notice) => noticeScene(stage, worker, notice)),
    ...alerts.flatMap((alert) => alertScenes(stage, alert)),
  ]
}
