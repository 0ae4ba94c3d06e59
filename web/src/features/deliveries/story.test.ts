import { describe, expect, test } from 'bun:test'
import type { Delivery, Notification, NotificationChange, SendDetails } from '../../api/records.ts'
import { aheadOf, storyOf, type Told } from './story.ts'

type Alert = NonNullable<SendDetails['alert']>

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`
/** So many minutes into the story. */
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString()

const notification = (over: Partial<Notification> = {}): Notification => ({
  ...{ id: id(1), version: 1, createdAt: at(1), updatedAt: at(1), batchId: id(2), userId: id(3), seq: 1 },
  ...{ kind: 'message', title: 'Potassium 6.9', body: 'Please see to it.', severity: 'critical', status: 'delivered' },
  ...{
    sender: null,
    link: null,
    data: {},
    readAt: null,
    ack: null,
    alertId: null,
    ownerId: null,
    declinedAt: null,
    repeats: 0,
  },
  ...over,
})

const email = (over: Partial<Delivery> = {}): Delivery => ({
  ...{ id: id(4), channel: 'email', target: 'recipient', status: 'delivered', cause: null, meaning: '' },
  ...{ generation: 1, nextTryAt: null, overridden: false, attempts: [] },
  ...over,
})

const change = (minute: number, action: string, over: Partial<NotificationChange> = {}): NotificationChange => ({
  ...{ at: at(minute), version: 1, action, changes: {}, reason: null },
  ...{ by: { id: id(5), name: 'Ingrid Solberg' } },
  ...over,
})

const send = (over: Partial<SendDetails> = {}): SendDetails => ({
  ...{
    id: id(2),
    senderId: id(5),
    sender: { id: id(5), name: 'Ingrid Solberg' },
    kind: 'message',
    title: '',
    body: '',
  },
  ...{ severity: 'critical', link: null, channels: ['in-app'], createdAt: at(0), sendAt: null, expiresAt: null },
  ...{ status: 'sent', cancelled: null, count: 1, deliveries: [], alert: null },
  ...over,
})

const alert = (over: Partial<Alert> = {}): Alert => ({
  ...{ id: id(6), answeredBy: 'one', status: 'waiting', ownerId: null, owner: null, acknowledgedAt: null, repeats: 0 },
  ...{ repeatedAt: null, next: null, lastResort: null, asked: [] },
  ...over,
})

const asked = (over: Partial<Alert['asked'][number]>): Alert['asked'][number] => ({
  ...{ notificationId: id(7), userId: id(8), user: { id: id(8), name: 'Tomás Ferreira' }, via: 'escalation' },
  ...{ at: at(6), dueAt: at(11), readAt: null, answer: 'waiting', answeredAt: null, reason: null },
  ...{ handedOverTo: null, handedOverToUser: null },
  ...over,
})

const told = (over: Partial<Told> = {}): Told => ({
  ...{ notification: notification(), recipient: 'Mariam Haddad', deliveries: [], history: [], send: undefined },
  ...over,
})

const titles = (over: Partial<Told>) => storyOf(told(over)).map(({ title }) => title)

describe('a story', () => {
  test('goes in order of time from who sent it to what became of it', () => {
    const attempts: Delivery['attempts'] = [
      { n: 1, generation: 1, startedAt: at(3), endedAt: at(3), outcome: 'temporary', error: '451 try later' },
      { n: 2, generation: 1, startedAt: at(5), endedAt: null, outcome: null, error: null },
    ]
    const story = storyOf(
      told({
        notification: notification({ readAt: at(4) }),
        deliveries: [email({ attempts })],
        history: [change(0, 'sent'), change(6, 'acknowledged')],
        send: send(),
      }),
    )
    expect(story.map(({ title, detail, tone }) => [title, tone, ...(detail ? [detail] : [])])).toEqual([
      ['Ingrid Solberg sent it', 'gray'],
      ['In the inbox of Mariam Haddad', 'green'],
      ['E-mail, try 1', 'orange', 'It did not arrive; it is tried again. 451 try later'],
      ['Mariam Haddad read it', 'green'],
      ['E-mail, try 2', 'blue', 'Under way'],
      ['Ingrid Solberg acknowledged it', 'green'],
    ])
  })

  test('begins with the event when nobody sent it', () => {
    expect(titles({ notification: notification({ kind: 'appointment.moved' }) })[0]).toBe(
      'It happened: Appointment moved',
    )
  })

  test('says which channel was sent again, where that is on record', () => {
    const deliveries = [email()]
    const raised = { changes: { [`${id(4)}.generation`]: [1, 2] } } satisfies Partial<NotificationChange>
    expect(titles({ deliveries, history: [change(2, 'retried', raised)] })).toContain(
      'Ingrid Solberg had it sent again: E-mail',
    )
    expect(titles({ deliveries, history: [change(2, 'retried')] })).toContain('Ingrid Solberg had it sent again')
  })

  test('names Wardline where nobody acted, and what it does not know by its own word', () => {
    expect(titles({ history: [change(2, 'folded', { by: null })] })).toContain('Wardline: folded')
  })

  test('tells what others did who were asked after it, not what this one did', () => {
    const others = [
      asked({ notificationId: id(1), via: 'escalation' }),
      asked({ via: 'sent', answer: 'acknowledged', answeredAt: at(7) }),
      asked({ answer: 'declined', answeredAt: at(8), reason: 'On ward 2' }),
      asked({ via: 'hand-over', at: at(9), answer: 'acknowledged', answeredAt: at(10) }),
    ]
    const lastResort = { at: at(12), status: 'delivered' } as const
    expect(titles({ send: send({ alert: alert({ asked: others, lastResort }) }) }).slice(2)).toEqual([
      'Tomás Ferreira was told, because nobody had answered',
      'Tomás Ferreira said that it is not theirs',
      'Tomás Ferreira was given it',
      'Tomás Ferreira acknowledged it',
      'The last resort was told by e-mail',
    ])
  })
})

describe('ahead', () => {
  const ahead = (over: Partial<Told>) => aheadOf(told(over)).map((moment) => [moment.at, moment.title])

  test('are the next tries and who is told unless somebody answers, in order of time', () => {
    const next = { at: at(20), step: 'admins' } as const
    expect(ahead({ deliveries: [email({ nextTryAt: at(21) })], send: send({ alert: alert({ next }) }) })).toEqual([
      [at(20), 'Unless somebody answers: the administrators are told'],
      [at(21), 'E-mail: next try'],
    ])
  })

  test('is the answer that is due, until it is given', () => {
    const waiting = { dueAt: at(30), at: null, by: null }
    const answered = { dueAt: at(30), at: at(5), by: id(3) }
    const details = send({ alert: alert() })
    expect(ahead({ notification: notification({ ack: waiting }), send: details })).toEqual([
      [at(30), 'The answer is due'],
    ])
    expect(ahead({ notification: notification({ ack: answered }), send: details })).toEqual([])
  })
})
