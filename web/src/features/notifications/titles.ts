import type { Notification } from '../../api/records.ts'
import { language, t } from '../../language/inside.ts'

/** The titles that the notification service writes of events, in English, and what they are in the person's language. */
const written: Record<string, Record<string, string>> = {
  'appointment.booked': {
    'New appointment': t('notifications.titles.newAppointment'),
    'Appointment booked': t('notifications.titles.booked'),
  },
  'appointment.moved': {
    'Appointment moved': t('notifications.titles.moved'),
    'Appointment with another doctor': t('notifications.titles.withAnother'),
  },
  'appointment.cancelled': {
    'Appointment cancelled': t('notifications.titles.cancelled'),
    'Appointment with another doctor': t('notifications.titles.withAnother'),
  },
  'appointment.reminder': { 'Appointment reminder': t('notifications.titles.reminder') },
  'waitlist.offered': { 'A time has become free': t('notifications.titles.timeFree') },
  'waitlist.withdrawn': { 'A time is not free any more': t('notifications.titles.timeGone') },
  'leave.entered': { 'Leave entered': t('notifications.titles.leaveEntered') },
  'leave.cancelled': { 'Leave called off': t('notifications.titles.leaveCancelled') },
  'system.delivery': {
    'Messages cannot be written': t('notifications.titles.notWritten'),
    'Messages do not leave Wardline': t('notifications.titles.notTaken'),
    'Open pages do not hear of messages at once': t('notifications.titles.notBrought'),
  },
}

/** For the test that holds them against what the service writes. */
export const writtenTitles = Object.values(written).flatMap((titles) => Object.keys(titles))

const unacknowledged = 'Not acknowledged: '

type Titled = Pick<Notification, 'kind' | 'title'>

/** The title in the person's language where Wardline wrote it; what a person wrote stands as they did. */
export function titleOf({ kind, title }: Titled): string {
  if (kind === 'escalation' && title.startsWith(unacknowledged))
    return t('notifications.titles.notAcknowledged', { title: title.slice(unacknowledged.length) })
  return (Object.hasOwn(written, kind) ? written[kind]?.[title] : undefined) ?? title
}

/** The language of a text that Wardline keeps as it was written, so that it is read out as what it is (WCAG 3.1.2). */
export const languageOfBody = ({ kind }: Titled): string | undefined =>
  language !== 'en' && Object.hasOwn(written, kind) ? 'en' : undefined
