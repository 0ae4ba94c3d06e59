import { parsePosition } from '@wardline/notification/rules'
import { call } from './call.ts'
import type { Person } from './people.ts'
import { type Heard, openWire, type Wire } from './wire.ts'

/** Full jitter, as the web app has it (web/src/alerts/frames.ts). */
const backOff = (failures: number, firstMs: number) => Math.random() * Math.min(30_000, firstMs * 2 ** failures)

/** What a tab has been told. */
interface Told {
  person: Person
  /** Batches that it knows of, by the stream or by reading its inbox after a reset. */
  seen: Set<string>
  position: string | undefined
  unread: number
  isLive: boolean
  /** Events that came a second time. */
  doubles: number
  /** Places of the sequence that never came. */
  gaps: number
  /** Times that it had to read everything again. */
  resets: number
  byes: string[]
}

/** One tab of one person, over as many connections as it takes. */
export interface Reader extends Readonly<Told> {
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
  /** It comes back within this at first. */
  firstMs?: number
  onFrame?: (frame: Heard) => void
}

/** Takes an event of the sequence, and says whether it is new. */
function advance(told: Told, id: string): boolean {
  const [next, last] = [parsePosition(id), parsePosition(told.position ?? '')]
  if (next && last && next.epoch === last.epoch && next.seq <= last.seq) {
    told.doubles += 1
    return false
  }
  if (next?.epoch !== last?.epoch || next?.seq !== (last?.seq ?? 0) + 1) told.gaps += 1
  told.position = id
  return true
}

/** Takes a frame as the web app does; `true` when everything has to be read again. */
function take(told: Told, { type, id, data }: Heard): boolean {
  if (typeof data.unread === 'number') told.unread = data.unread
  if (type === 'ready') {
    told.isLive = true
    told.position ??= String(data.position)
  }
  if (type === 'bye') told.byes.push(String(data.reason))
  if (id && advance(told, id) && type === 'notification') told.seen.add(String(data.batchId))
  if (type !== 'reset') return false
  told.resets += 1
  told.position = String(data.position)
  return true
}

/** Behaves like the web app: resumes from its last position with jitter, and reads its inbox again when told to. */
export function openReader({ person, gateways, firstMs = 500, onFrame }: ReaderOptions): Reader {
  const told: Told = {
    ...{ person, seen: new Set(), byes: [], position: undefined, isLive: false },
    ...{ unread: 0, doubles: 0, gaps: 0, resets: 0 },
  }
  let [token, turn, failures, isOver] = [person.token, 0, 0, false]
  let wire: Wire | undefined

  async function readAgain(): Promise<void> {
    for (const { batchId } of await readInbox(gateways, { ...person, token })) told.seen.add(batchId)
  }
  function hear(frame: Heard): void {
    // What cannot be read is missed by whoever counts.
    if (take(told, frame)) void readAgain().catch(() => {})
    if (frame.type === 'ready') failures = 0
    if (frame.type === 'bye' && (frame.data.reason === 'revoked' || frame.data.reason === 'token-expired'))
      isOver = true
    onFrame?.(frame)
  }
  function ended(status: number | undefined): void {
    wire = undefined
    told.isLive = false
    turn += 1
    if (isOver || status === 401) return
    setTimeout(connect, backOff(failures++, firstMs))
  }
  function connect(): void {
    if (isOver || wire) return
    wire = openWire(gateways[turn % gateways.length] as string, token, told.position, { frame: hear, ended })
  }

  connect()
  return Object.assign(told, {
    drop() {
      if (!wire) return
      wire.cut()
      ended(undefined)
    },
    pause: () => wire?.pause(),
    resume: () => wire?.resume(),
    signIn(next: string) {
      token = next
      isOver = false
      connect()
    },
    close() {
      isOver = true
      wire?.cut()
    },
  })
}

interface Item {
  batchId: string
}

/** Everything in somebody's inbox, page by page. */
export async function readInbox<T extends Item>(gateways: readonly string[], person: Person): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const path: string = `/notifications?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const page: { items: T[]; nextCursor: string | null } = await call(gateways, person, 'GET', path)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return items
}
