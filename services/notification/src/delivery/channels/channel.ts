import type { Cause, Outcome, OutgoingChannel } from '../../rules.ts'
import type { DeliveryRow } from '../../tables.ts'
import type { Parcel } from './parcel.ts'

/** Where one recipient is reached, as only its channel understands it; or why they are not. */
export type Address<A> = { to: A } | { cause: Cause }

/** A way out of the house. Adding one begins with a folder here and a line in `index.ts`. */
export interface Channel<A = unknown> {
  readonly name: OutgoingChannel
  /** Asked anew at each try: addresses change. Rejects when it cannot be found out now, which costs no try. */
  address(delivery: Pick<DeliveryRow, 'userId' | 'target'>): Promise<Address<A>>
  /** One try, each step within its limit. Failures are outcomes; it never rejects. */
  send(to: A, parcel: Parcel): Promise<Outcome>
  close(): Promise<void>
}
