import { wasUnknown } from './ledger.ts'
import type { Case, Stage } from './stage.ts'
import { must, patienceMs, seconds, until } from './waiting.ts'

const answerWithinSeconds = 1
/** An alert that nobody answers, and whom it goes to one after the other. */
interface Alert {
  id: string
  named: string
  administrators: readonly string[]
}

interface Copy {
  alert_id: string
  user_id: string
  count: number
}

/** An e-mail to the last resort. */
interface Mail {
  alert_id: string
  notification_id: string
  delivery_id: string
  status: string
  was_unknown: boolean
}

/** What became of alerts, as their rows and the mail server say. */
function follow({ hospital: { postgres, mailbox } }: Stage, alerts: readonly Alert[]) {
  const ids = alerts.map(({ id }) => id)
  async function copies(): Promise<Map<string, number>> {
    const rows = await postgres.query<Copy>(
      `select alert_id, user_id, count(*)::int as count from notification.notification
       where alert_id = any($1::uuid[]) and kind = 'escalation' group by alert_id, user_id`,
      [ids],
    )
    return new Map(rows.map(({ alert_id, user_id, count }) => [`${alert_id} ${user_id}`, count]))
  }
  const mails = () =>
    postgres.query<Mail>(
      `select alert_id, notification.id as notification_id, delivery.id as delivery_id, delivery.status, ${wasUnknown}
       from notification.delivery join notification.notification on notification.id = notification_id
       where alert_id = any($1::uuid[]) and target = 'fallback'`,
      [ids],
    )
  async function told(whom: (alert: Alert) => readonly string[]): Promise<number> {
    const known = await copies()
    return alerts.filter((alert) => whom(alert).every((userId) => known.has(`${alert.id} ${userId}`))).length
  }
  async function mailed(): Promise<number> {
    const arrived = mailbox.arrived()
    return (await mails()).filter(({ delivery_id, status }) => arrived.has(delivery_id) || status === 'unknown').length
  }
  const steps: [whom: string, reached: () => Promise<number>][] = [
    ['whom the sender named', () => told(({ named }) => [named])],
    ['the administrators', () => told(({ administrators }) => administrators)],
    ['the last resort', mailed],
  ]
  return { copies, mails, steps }
}
type Following = ReturnType<typeof follow>

/** Sends alerts to doctors, each with a nurse to go to next. */
async function raise(stage: Stage, size: number): Promise<Alert[]> {
  const [doctors, nurses] = await Promise.all([stage.people('doctor', size), stage.people('nurse', size)])
  const active = `select id from auth."user" where role = 'admin' and status = 'active'`
  const administrators = (await stage.hospital.postgres.query<{ id: string }>(active)).map(({ id }) => id)
  return Promise.all(
    doctors.map(async (doctor, index) => {
      const named = nurses[index]?.userId as string
      const ack = { withinSeconds: answerWithinSeconds, escalateTo: { userIds: [named] } }
      const { batchId } = await stage.send({ to: [doctor], fields: { severity: 'critical', ack } })
      return { id: batchId, named, administrators }
    }),
  )
}

/** The processes may have ended while an e-mail was being sent: an administrator sends it again. */
async function retry(stage: Stage, { mails }: Following): Promise<void> {
  const isOver = async () => (await mails()).every(({ status }) => status === 'delivered' || status === 'unknown')
  await until('the e-mails to the last resort have been tried', isOver)
  const unknown = (await mails()).filter(({ status }) => status === 'unknown')
  for (const { notification_id: id } of unknown)
    await stage.ask(stage.admin, 'PUT', `/notifications/${id}/retry`, { body: { includeUnknown: true } })
  const isDone = async () => (await mails()).every(({ status }) => status === 'delivered')
  await until('the last resort has its e-mails', isDone)
}

/** Puts on the account what each alert owed to whom, and what came of it. */
async function count({ book, hospital }: Stage, alerts: readonly Alert[], following: Following): Promise<void> {
  const [copies, mails, arrived] = [await following.copies(), await following.mails(), hospital.mailbox.arrived()]
  for (const { id, named, administrators } of alerts) {
    for (const userId of [named, ...administrators]) {
      const found = copies.get(`${id} ${userId}`) ?? 0
      copies.delete(`${id} ${userId}`)
      book.add({ accepted: 1, lost: found ? 0 : 1, duplicated: Math.max(0, found - 1) })
    }
    const mine = mails.filter(({ alert_id }) => alert_id === id)
    const times = mine.reduce((sum, { delivery_id }) => sum + (arrived.get(delivery_id) ?? 0), 0)
    const wasUnknown = mine.some(({ was_unknown }) => was_unknown)
    const mail = { accepted: 1, lost: times ? 0 : 1, duplicated: Math.max(0, times - 1), unknown: wasUnknown ? 1 : 0 }
    book.add(mail, wasUnknown)
  }
  must(copies.size === 0, 'nobody else is told')
}

const escalation: Case = {
  name: 'escalation across restarts',
  holds: 'Every process is killed at each step, and each step happens once all the same, up to the last resort.',
  on: { short: ['single'], long: ['split', 'single'] },
  async run(stage) {
    const { hospital } = stage
    const alerts = await raise(stage, stage.size(5, 20))
    const following = follow(stage, alerts)
    const startedAt = performance.now()
    await hospital.killAll()
    await hospital.startAll()
    for (const [whom, reached] of following.steps) {
      await until(`some alert reaches ${whom}`, async () => (await reached()) > 0, patienceMs, 2)
      await hospital.killAll()
      await hospital.startAll()
      await until(`every alert reaches ${whom}`, async () => (await reached()) === alerts.length)
    }
    stage.note(`everything killed ${following.steps.length + 1} times in ${seconds(performance.now() - startedAt)}`)
    // Whatever goes on would do so in this time.
    await Bun.sleep((answerWithinSeconds + 1) * 1000)
    await retry(stage, following)
    await count(stage, alerts, following)
  },
}

export const alertCases = [escalation]
