import type { Notification } from '../api/records.ts'
import { bodyOf, titleOf } from '../features/notifications/written.ts'
import { t } from '../language/inside.ts'
import { toaster } from '../ui/toaster.tsx'

/**
 * Shown where someone is looking. A hidden tab's bell keeps the count, and two tabs do not alert twice.
 * What asks for an answer is pinned to the page instead, where it cannot be dismissed.
 */
export function toastFor(notification: Notification): void {
  const { sender } = notification
  if (document.visibilityState !== 'visible' || notification.ack) return
  const { text } = bodyOf(notification)
  toaster.create({
    id: notification.id,
    title: titleOf(notification),
    description: sender ? t('notifications.fromWith', { name: sender.name, text }) : text,
    type: notification.severity,
    closable: true,
    duration: 8_000,
    ...(notification.link && { meta: { link: notification.link } }),
  })
}
