import type { Channel, State } from '@wardline/notification/rules'
import { t } from '../../language/inside.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

const tones: Record<State, Tone> = {
  pending: 'gray',
  sending: 'blue',
  retrying: 'orange',
  delivered: 'green',
  failed: 'red',
  unknown: 'orange',
  cancelled: 'gray',
  suppressed: 'gray',
  expired: 'gray',
}

const labels: Record<State, string> = t('deliveries.states', { returnObjects: true })
const meanings: Record<State, string> = t('deliveries.meanings', { returnObjects: true })

export const describeState = (state: State) => ({
  label: labels[state],
  tone: tones[state],
  meaning: meanings[state],
})

const causeSentences: Record<string, string> = t('deliveries.causes', { returnObjects: true })

/** Why something is where it is. A cause that is not known here is told in the server's words. */
export const causeInWords = (cause: string, meaning: string): string => causeSentences[cause] ?? meaning

/** Something still happens to it by itself. */
export const isMoving = (state: State): boolean => ['pending', 'sending', 'retrying'].includes(state)

/** Somebody has to do something about it. */
export const isTrouble = (state: State): boolean => state === 'failed' || state === 'unknown'

const channels: Record<Channel, string> = t('deliveries.channels', { returnObjects: true })

export const channelInWords = (channel: Channel | null): string =>
  channel ? channels[channel] : t('deliveries.noChannel')

/** It stays as it is until somebody mends an address or an account: sending again is allowed, and hardly ever helps. */
export const isLasting = ({ cause }: { cause: string }): boolean =>
  ['rejected', 'no-address', 'recipient-disabled', 'address-not-allowed'].includes(cause)

/** Whether sending again can help: nothing can be sent to someone who has no login. */
export const isMendable = ({ cause }: { cause: string }): boolean => cause !== 'unaddressed'
