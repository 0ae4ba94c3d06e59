import type { DeliveryStatus } from '../../api/records.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

/** Each state of a delivery and what is known in it (design, section 7). */
export const deliveryStates: Record<DeliveryStatus, { label: string; tone: Tone; meaning: string }> = {
  pending: { label: 'Waiting', tone: 'gray', meaning: 'Its turn has not come yet' },
  sending: { label: 'Sending', tone: 'blue', meaning: 'An attempt is under way' },
  retrying: {
    label: 'Retrying',
    tone: 'orange',
    meaning: 'The last attempt failed for now; another follows by itself',
  },
  delivered: { label: 'Delivered', tone: 'green', meaning: 'The other side took it' },
  failed: { label: 'Failed', tone: 'red', meaning: 'No further attempt follows by itself' },
  unknown: { label: 'Unknown', tone: 'orange', meaning: 'It was interrupted after it may have been sent' },
  cancelled: { label: 'Cancelled', tone: 'gray', meaning: 'Called off before it was sent' },
  suppressed: {
    label: 'Held back',
    tone: 'gray',
    meaning: 'The recipient does not want it on this channel, or not now',
  },
  expired: { label: 'Expired', tone: 'gray', meaning: 'It came too late to be of use' },
}

export const isMoving = (status: DeliveryStatus): boolean => ['pending', 'sending', 'retrying'].includes(status)

const channels: Record<string, string> = { 'in-app': 'In Wardline', email: 'E-mail', webhook: 'Webhook' }

export const channelInWords = (channel: string | null): string => (channel ? (channels[channel] ?? channel) : 'None')

const causes: Record<string, string> = {
  unaddressed: 'Has no login, so nobody could be told. Tell them yourself, then create an account.',
  'no-address': 'No address to send to. Add one, then retry.',
}

/** What went wrong, for someone who has to put it right. */
export const causeInWords = (cause: string): string => causes[cause] ?? cause
