import { type Channel, meanings, type State } from '@wardline/notification/rules'
import type { Tone } from '../../ui/StatusBadge.tsx'

const looks: Record<State, { label: string; tone: Tone }> = {
  pending: { label: 'Waiting', tone: 'gray' },
  sending: { label: 'Sending', tone: 'blue' },
  retrying: { label: 'Retrying', tone: 'orange' },
  delivered: { label: 'Delivered', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  unknown: { label: 'Unknown', tone: 'orange' },
  cancelled: { label: 'Cancelled', tone: 'gray' },
  suppressed: { label: 'Held back', tone: 'gray' },
  expired: { label: 'Expired', tone: 'gray' },
}

export const describeState = (state: State) => ({ ...looks[state], meaning: meanings[state] })

/** Something still happens to it by itself. */
export const isMoving = (state: State): boolean => ['pending', 'sending', 'retrying'].includes(state)

const channels: Record<Channel, string> = { 'in-app': 'In Wardline', email: 'E-mail', webhook: 'Webhook' }

export const channelInWords = (channel: Channel | null): string => (channel ? channels[channel] : 'None')

/** Whether sending again can help: nothing can be sent to someone who has no login. */
export const isMendable = ({ cause }: { cause: string }): boolean => cause !== 'unaddressed'
