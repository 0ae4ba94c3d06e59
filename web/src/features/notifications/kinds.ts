import { t } from '../../language/inside.ts'

/** What a message is about, as people say it. Kinds that senders made up stand for themselves. */
const kinds: Record<string, string> = {
  message: t('notifications.kinds.message'),
  'appointment.booked': t('notifications.kinds.appointmentBooked'),
  'appointment.moved': t('notifications.kinds.appointmentMoved'),
  'appointment.cancelled': t('notifications.kinds.appointmentCancelled'),
  'appointment.reminder': t('notifications.kinds.appointmentReminder'),
  'waitlist.offered': t('notifications.kinds.waitlistOffered'),
  'waitlist.withdrawn': t('notifications.kinds.waitlistWithdrawn'),
  'leave.entered': t('notifications.kinds.leaveEntered'),
  'leave.cancelled': t('notifications.kinds.leaveCancelled'),
  escalation: t('notifications.kinds.escalation'),
  'system.delivery': t('notifications.kinds.systemDelivery'),
}

/** Those that somebody can choose channels for, in the order they are shown. */
export const knownKinds = Object.keys(kinds)

/** What it was about. Its own words are the recipient's alone. */
export const kindInWords = (kind: string): string => (Object.hasOwn(kinds, kind) ? (kinds[kind] ?? kind) : kind)
