/** What a message is about, as people say it. Kinds that senders made up stand for themselves. */
const kinds: Record<string, string> = {
  message: 'Message',
  'appointment.booked': 'Appointment booked',
  'appointment.moved': 'Appointment moved',
  'appointment.cancelled': 'Appointment cancelled',
  'appointment.reminder': 'Appointment reminder',
  'waitlist.offered': 'Time offered from the waiting list',
  'waitlist.withdrawn': 'Offered time taken back',
  'leave.entered': 'Leave entered',
  'leave.cancelled': 'Leave called off',
  escalation: 'Nobody acknowledged',
  'system.delivery': 'Wardline delivers late or not at all',
}

/** Those that somebody can choose channels for, in the order they are shown. */
export const knownKinds = Object.keys(kinds)

/** What it was about. Its own words are the recipient's alone. */
export const kindInWords = (kind: string): string => (Object.hasOwn(kinds, kind) ? (kinds[kind] ?? kind) : kind)
