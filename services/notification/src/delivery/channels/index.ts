import type { Database } from '@wardline/db/connect'
import type { Clock } from '@wardline/kit/clock'
import type { Config } from '@wardline/kit/config'
import type { OutgoingChannel } from '../../rules.ts'
import type { People } from '../../telling/people.ts'
import { canaryChannel } from './canary/index.ts'
import type { Channel } from './channel.ts'
import { emailChannel } from './email/index.ts'
import { webhookChannel } from './webhook/index.ts'

export type Channels = Record<OutgoingChannel, Channel>

/** Every way out of the house. The inbox is none: it is written with the notification. */
export const openChannels = (config: Config, people: People, db: Database, clock: Clock): Channels => ({
  email: emailChannel(config, people) as Channel,
  webhook: webhookChannel(config, db, clock) as Channel,
  canary: canaryChannel() as Channel,
})
