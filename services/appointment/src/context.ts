import type { Base, ServiceDeps } from '@wardline/kit/service'
import type { Booking } from './booking.ts'
import type { Peers, People } from './people.ts'

/** What the routes of this service share. */
export interface Context extends ServiceDeps<Peers> {
  base: Base
  people: People
  booking: Booking
}
