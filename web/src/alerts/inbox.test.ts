import { expect, test } from 'bun:test'
import type { Notification } from '../api/records.ts'
import type { Inbox } from '../features/notifications/queries.ts'
import { nextInbox } from './inbox.ts'

const notification = (id: string, readAt: string | null = null) => ({ id, readAt, title: id }) as Notification

const inbox = (...items: Notification[]): Inbox => ({
  pages: [{ items, nextCursor: null, unread: items.length, position: 'e.1' }],
  pageParams: [null],
})

test('a new notification comes first, once, with the count and the position it brought', () => {
  const frame = { type: 'notification', id: 'e.2', data: { ...notification('b'), unread: 2 } } as const
  const once = nextInbox(inbox(notification('a')), frame)
  const [page] = nextInbox(once, frame).pages
  expect(page?.items.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(page).toMatchObject({ unread: 2, position: 'e.2' })
})

test('what was read in another tab is read here, and keeps all else it had', () => {
  const readAt = '2026-11-22T08:00:00.000Z'
  const frame = { type: 'updated', id: 'e.3', data: { id: 'a', readAt, unread: 0 } } as const
  const [page] = nextInbox(inbox(notification('a')), frame).pages
  expect(page?.items).toEqual([notification('a', readAt)])
  expect(page?.unread).toBe(0)
})
