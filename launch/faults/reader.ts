import { parsePosition } from '@wardline/notification/rules'
import { call } from './call.ts'
import type { Person } from './people.ts'
import { type Heard, openWire, type Wire } from './wire.ts'

interface Item {
  batchId: string
}

/** Full jitter, as the web app has it (web/src/alerts/frames.ts). */
const backOff = (failures: number, firstMs: number) => Math.random() * Math.min(30_000, firstMs * 2 ** failures)

/** One tab of one person: what it has been told, over as many connections as that takes. */
export interface Reader {
  readonly person: Person
  /** Batches that it knows of, by the stream or by reading its inbox after a reset. */
  readonly seen: ReadonlySet<string>
  readonly position: string | undefined
  readonly unread: number
  readonly isLive: boolean
  /** Events that came a second time, places of the sequence that never came, and times that it had to read everything again. */
  readonly doubles: number
  readonly gaps: number
  readonly resets: number
  readonly byes: readonly string[]
  /** Cuts the connection; it comes back by itself. */
  drop(): void
  pause(): void
  resume(): void
  /** Goes on with another token, after signing in again. */
  signIn(token: string): void
  close(): void
}

export interface ReaderOptions {
  person: Person
  /** The first is where it begins; after each loss it tries the next. */
  gateways: readonly string[]
  /** Where it continues from; absent: from now. */
  position?: string
  /** It comes back within this at first. */
  firstMs?: number
  onFrame?: (frame: Heard, reader: Reader) => void
}

/** Behaves like the web app: resumes from its last position with jitter, and reads its inbox again when told to. */
export function openReader({ person, gateways, position: start, firstMs = 500, onFrame }: ReaderOptions): Reader {
  const seen = new Set<string>()
  const byes: string[] = []
  const counts = { doubles: 0, gaps: 0, resets: 0, failures: 0 }
  let [token, position, unread, turn] = [person.token, start, 0, 0]
  let [isLive, isClosed, isSignedOut] = [false, false, false]
  let wire: Wire | undefined

  function advance(id: string): boolean {
    const [next, last] = [parsePosition(id), parsePosition(position ?? '')]
    if (!next || !last || next.epoch !== last.epoch) counts.gaps += 1
    else if (next.seq <= last.seq) {
      counts.doubles += 1
      return false
    } else if (next.seq > last.seq + 1) counts.gaps += 1
    position = id
    return true
  }
  async function readAgain(): Promise<void> {
    for (const { batchId } of await readInbox(gateways, { ...person, token })) seen.add(batchId)
  }
  function hear(frame: Heard): void {
    if (typeof frame.data.unread === 'number') unread = frame.data.unread
    if (frame.type === 'ready') {
      isLive = true
      counts.failures = 0
      position ??= String(frame.data.position)
    }
    if (frame.type === 'reset') {
      counts.resets += 1
      position = String(frame.data.position)
      // What cannot be read is missed by whoever counts.
      void readAgain().catch(() => {})
    }
    if (frame.type === 'bye') {
      byes.push(String(frame.data.reason))
      isSignedOut = frame.data.reason === 'revoked' || frame.data.reason === 'token-expired'
    }
    if (frame.id && advance(frame.id) && frame.type === 'notification') seen.add(String(frame.data.batchId))
    onFrame?.(frame, reader)
  }
  function ended(status: number | undefined): void {
    wire = undefined
    isLive = false
    turn += 1
    if (isClosed || isSignedOut || status === 401) return
    setTimeout(connect, backOff(counts.failures, firstMs))
    counts.failures += 1
  }
  function connect(): void {
    if (isClosed || wire) return
    wire = openWire(gateways[turn % gateways.length] as string, token, position, { frame: hear, ended })
  }

  const reader: Reader = {
    ...{ person, seen, byes },
    get position() {
      return position
    },
    get unread() {
      return unread
    },
    get isLive() {
      return isLive
    },
    get doubles() {
      return counts.doubles
    },
    get gaps() {
      return counts.gaps
    },
    get resets() {
      return counts.resets
    },
    drop() {
      if (!wire) return
      wire.cut()
      ended(undefined)
    },
    pause: () => wire?.pause(),
    resume: () => wire?.resume(),
    signIn(next) {
      token = next
      isSignedOut = false
      connect()
    },
    close() {
      isClosed = true
      wire?.cut()
    },
  }
  connect()
  return reader
}

/** Everything in somebody's inbox, page by page. */
export async function readInbox<T extends Item>(gateways: readonly string[], person: Person): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const page: { items: T[]; nextCursor: string | null } = await call(
      gateways,
      person,
      'GET',
      `/notifications?limit=100${query}`,
    )
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return items
}
