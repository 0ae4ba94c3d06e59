import type { Base, ServiceDeps } from '@wardline/kit/service'
import type { Written } from './sending/writing.ts'
import type { Streams } from './stream/sequence.ts'
import type { Peers, People } from './telling/people.ts'

/** What the routes of this service share. */
export interface Context extends ServiceDeps<Peers> {
  base: Base
  people: People
  epoch(): Promise<string>
  /** Says after a commit what there is to see and to do. */
  tellOf(written: Written): void
  /** Says after a commit how far sequences have come. */
  announce(streams: Streams): void
}
