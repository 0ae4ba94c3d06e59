import type { Notification } from '../api/records.ts'
import { toaster } from '../ui/toaster.tsx'

/** Shown where someone is looking. A hidden tab's bell keeps the count, and two tabs do not alert twice. */
export function toastFor(notification: Notification): void {
  if (document.visibilityState !== 'visible') return
  toaster.create({
    id: notification.id,
    title: notification.title,
    description: notification.body,
    type: notification.severity,
    closable: true,
    // What is critical stays until someone has dealt with it.
    duration: notification.severity === 'critical' ? Number.POSITIVE_INFINITY : 8_000,
    ...(notification.link && { meta: { link: notification.link } }),
  })
}
