import type { Config } from '@wardline/kit/config'
import { ProblemError } from '@wardline/kit/errors'

/** A stream's place on the books, from when it is accepted until its connection is gone. */
export interface Place {
  /**
   * Says whose it is, when that was not known from the start.
   * @throws ProblemError `rate-limited` when that user has as many as one may; the place stays nobody's
   */
  assign(userId: string): void
  /** May be said more than once. */
  release(): void
}

/** For those who write a client. */
export const limitsOfStreams =
  'One user has at most `STREAMS_PER_USER` streams at a gateway, a gateway `STREAMS_MAX`, SSE and WebSocket together. One more is ' +
  '429 `rate-limited` or 503 `unavailable` with `Retry-After`; none that is open is closed for it.'

/** Why there is no place: as HTTP's problems name it. */
type NoPlace = 'rate-limited' | 'unavailable'

/** Those who are refused come back spread, so that they do not meet again. */
const waits = { 'rate-limited': [30, 60], full: [5, 15], closed: [1, 5] } as const

/**
 * How many streams there may be, SSE and WebSocket together: of one user, and of this process. Whoever comes too many is
 * refused; nobody who is there is sent off for somebody else.
 */
export function createPlaces({ perUser, max }: Config['streams'], random = Math.random) {
  const byUser = new Map<string, number>()
  const refused: Record<NoPlace, number> = { 'rate-limited': 0, unavailable: 0 }
  let size = 0
  let isClosed = false

  function refuse(kind: NoPlace, why: keyof typeof waits, detail: string): never {
    refused[kind] += 1
    const [least, most] = waits[why]
    throw new ProblemError(kind, detail, { retryAfter: Math.round(least + random() * (most - least)) })
  }
  function assertOpen(): void {
    if (isClosed) refuse('unavailable', 'closed', 'This gateway is being restarted.')
  }
  function assertRoomOf(userId: string): void {
    if (perUser !== undefined && (byUser.get(userId) ?? 0) >= perUser)
      refuse('rate-limited', 'rate-limited', 'This account has as many live streams open as one may.')
  }
  function assertRoom(userId: string | undefined): void {
    assertOpen()
    if (userId !== undefined) assertRoomOf(userId)
    if (size >= max) refuse('unavailable', 'full', 'This gateway has as many live streams open as it can.')
  }
  function count(userId: string, change: 1 | -1): void {
    const now = (byUser.get(userId) ?? 0) + change
    if (now > 0) byUser.set(userId, now)
    else byUser.delete(userId)
  }

  return {
    /** Connections that hold a place, lingering ones too. */
    get size() {
      return size
    },
    /** Users who hold one. */
    get users() {
      return byUser.size
    },
    refused,
    /** @throws ProblemError `rate-limited` or `unavailable`, when a place could not be had now */
    assertRoom,
    /** @throws ProblemError `rate-limited` or `unavailable`, with when to come back */
    take(owner?: string): Place {
      assertRoom(owner)
      let userId = owner
      let isHeld = true
      size += 1
      if (owner !== undefined) count(owner, 1)
      return {
        assign(other) {
          assertOpen()
          assertRoomOf(other)
          if (!isHeld || userId !== undefined) throw new Error('the place is given away already')
          userId = other
          count(other, 1)
        },
        release() {
          if (!isHeld) return
          isHeld = false
          size -= 1
          if (userId !== undefined) count(userId, -1)
        },
      }
    },
    /** From here on there are none. */
    close: () => {
      isClosed = true
    },
  }
}
export type Places = ReturnType<typeof createPlaces>
