import { type Channel, causes, channels } from '@wardline/notification/rules'

const hourMs = 3_600_000
/** How far back, in hours; on a Monday three days are the weekend with the Friday before it. */
export const spans = { hour: 1, day: 24, weekend: 3 * 24, week: 7 * 24 } as const
export type Span = keyof typeof spans

/** What of the failures is looked at, as the address keeps it. */
export interface FailureSearch {
  cause?: string
  channel?: Channel
  kind?: string
  since?: Span
}

export const isCause = (value: unknown): value is keyof typeof causes =>
  typeof value === 'string' && Object.hasOwn(causes, value)
const isChannel = (value: unknown): value is Channel => channels.some((channel) => channel === value)
const isSpan = (value: unknown): value is Span => typeof value === 'string' && Object.hasOwn(spans, value)

/** Whatever of an address means nothing is left out. */
export const failureSearch = ({ cause, channel, kind, since }: Record<string, unknown>): FailureSearch => ({
  ...(isCause(cause) && { cause }),
  ...(isChannel(channel) && { channel }),
  ...(typeof kind === 'string' && kind && { kind }),
  ...(isSpan(since) && { since }),
})

export const isFiltered = (search: FailureSearch): boolean => Object.keys(search).length > 0

/**
 * As the API takes it.
 * @param now milliseconds since the epoch
 */
export const filterOf = ({ since, ...filter }: FailureSearch, now: number) => ({
  ...filter,
  ...(since && { from: new Date(now - spans[since] * hourMs).toISOString() }),
})
export type FailureFilter = ReturnType<typeof filterOf>
