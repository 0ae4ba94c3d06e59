import type { Config } from '@wardline/kit/config'
import type { People } from '../people.ts'
import type { OutgoingChannel } from '../rules.ts'
import type { Channel } from './channel.ts'
import { emailChannel } from './email/index.ts'

export type Channels = Partial<Record<OutgoingChannel, Channel>>

/** Every way out of the house that is set up. The inbox is none: it is written with the notification. */
export const openChannels = (config: Config, people: People): Channels => ({
  email: emailChannel(config, people) as Channel,
})
