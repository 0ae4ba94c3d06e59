import type {
  Appointment,
  DeliveryStatus,
  Doctor,
  Notification,
  Page,
  Patient,
  Person,
  Role,
  Slot,
  User,
} from './records.ts'

/** Stands in for the gateway's own type until `@wardline/gateway/api` exists; the calls have the same shape. */
type Reply<Data> = Promise<{ data: Data; error: null } | { data: null; error: { status: unknown; value: unknown } }>
type Query = { query?: Record<string, string | number | boolean | undefined> }
type Body = Record<string, unknown>
type Headers = { headers?: Record<string, string> }

interface Editable<Item> {
  get(options?: Query): Reply<Item>
  put(body: Body): Reply<Item>
  delete(body?: undefined, options?: Query): Reply<null>
}

interface Collection<Item, Extra = unknown> {
  get(options?: Query): Reply<Page<Item>>
  post(body: Body, options?: Headers): Reply<Item>
  (params: { id: string }): Editable<Item> & Extra
}

export interface NotificationPage extends Page<Notification> {
  unread: number
  position: string
}

export interface Failure {
  id: string
  /** Null for someone who had to be told and has no login: there is nobody to notify. */
  notificationId: string | null
  recipient: { id: string; name: string } | null
  title: string
  kind: string
  channel: string | null
  cause: string
  at: string
}

export interface Attempt {
  n: number
  startedAt: string
  endedAt: string | null
  outcome: string | null
  error: string | null
}

export interface Delivery {
  channel: string
  status: DeliveryStatus
  cause: string | null
  generation: number
  nextTryAt: string | null
  attempts: Attempt[]
}

export interface Change {
  version: number
  at: string
  actor: { id: string; name: string } | null
  /** Field → before and after. */
  changes: Record<string, [unknown, unknown]>
  reason: string | null
}

export interface GatewayClient {
  health: { live: { get(): Reply<{ timeZone: string }> } }
  auth: { users: Collection<User> }
  directory: { get(options?: Query): Reply<Page<Person> & { items: { role: Role }[] }> }
  patients: Collection<Patient> & { me: { get(): Reply<Patient> } }
  doctors: Collection<Doctor, { slots: { get(options: Query): Reply<{ items: Slot[] }> } }>
  appointments: Collection<Appointment, { history: { get(): Reply<{ items: Change[] }> } }>
  notifications: {
    get(options?: Query): Reply<NotificationPage>
    send: { post(body: Body, options?: Headers): Reply<{ batchId: string; count: number }> }
    'read-all': { put(body: Body): Reply<{ count: number; unread: number }> }
    failures: { get(options?: Query): Reply<Page<Failure>> }
    retry: { post(body: Body): Reply<{ count: number; recipients: number; possibleDuplicates: number }> }
    (params: {
      id: string
    }): {
      read: { put(body?: Body): Reply<Notification> }
      ack: { put(): Reply<Notification> }
      retry: { put(body?: Body): Reply<{ deliveryIds: string[] }> }
      deliveries: { get(): Reply<{ items: Delivery[] }> }
    }
  }
}
