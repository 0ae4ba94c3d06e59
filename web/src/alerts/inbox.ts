import type { NotificationPage } from '../api/records.ts'
import type { Inbox } from '../features/notifications/queries.ts'
import type { Frame } from './frames.ts'

const onFirstPage = (inbox: Inbox, change: (page: NotificationPage) => NotificationPage): Inbox => ({
  ...inbox,
  pages: inbox.pages.map((page, index) => (index === 0 ? change(page) : page)),
})

/** What a frame makes of the inbox that is on screen. Pure. */
export function nextInbox(inbox: Inbox, frame: Frame): Inbox {
  switch (frame.type) {
    case 'notification': {
      const { unread, ...notification } = frame.data
      return onFirstPage(inbox, (page) => ({
        ...page,
        unread,
        position: frame.id,
        items: [notification, ...page.items.filter(({ id }) => id !== notification.id)],
      }))
    }
    case 'updated': {
      const { unread, ...change } = frame.data
      const pages = inbox.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === change.id ? { ...item, ...change } : item)),
      }))
      return onFirstPage({ ...inbox, pages }, (page) => ({ ...page, unread, position: frame.id }))
    }
    case 'ready':
    case 'ping':
      return onFirstPage(inbox, (page) =>
        page.unread === frame.data.unread ? page : { ...page, unread: frame.data.unread },
      )
    default:
      return inbox
  }
}
