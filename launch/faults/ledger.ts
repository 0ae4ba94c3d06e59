import type { Hospital } from './hospital.ts'
import type { Person } from './people.ts'

/** What was accepted, for whom. */
export interface Promised {
  /** Batches for each person, by their id. */
  inboxes: Map<string, { person: Person; batches: Set<string> }>
  /** Notifications that go out by e-mail. */
  mails: Set<string>
}

/** The delivery of an e-mail that was accepted, as the ledger has it. */
export interface Mail {
  id: string
  notification_id: string
  status: string
  was_unknown: boolean
}

/** Whether the worker of one of a delivery's attempts ended between sending it and writing that down. */
export const wasUnknown = `exists (
  select from notification.attempt where delivery_id = delivery.id and outcome = 'unknown'
) as was_unknown`

export const readMails = ({ postgres }: Hospital, { mails }: Promised): Promise<Mail[]> =>
  postgres.query<Mail>(
    `select delivery.id, notification_id, status, ${wasUnknown} from notification.delivery
     where notification_id = any($1::uuid[]) and channel = 'email' and target = 'recipient'`,
    [[...mails]],
  )

/** Whether every copy that was promised is in its inbox. */
export async function areWritten({ postgres }: Hospital, { inboxes }: Promised): Promise<boolean> {
  const promised = [...inboxes.values()]
  const batches = new Set(promised.flatMap((inbox) => [...inbox.batches]))
  const [written] = await postgres.query<{ count: number }>(
    'select count(*)::int as count from notification.notification where batch_id = any($1::uuid[])',
    [[...batches]],
  )
  return (written?.count ?? 0) >= promised.reduce((sum, inbox) => sum + inbox.batches.size, 0)
}
