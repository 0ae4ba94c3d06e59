import type { Book } from './book.ts'
import { call } from './call.ts'
import type { Person } from './people.ts'

export interface Sending {
  to: readonly Person[]
  by?: Person
  /** What `POST /notifications/send` takes besides. */
  fields?: object
}

export interface Sent {
  batchId: string
  ids: string[]
}

const sendsAtOnce = 24

/** Sends messages until they are accepted, and puts them on the account. */
export function createSender(gateways: readonly string[], book: Book, usual: Person) {
  const timers: Timer[] = []
  let serial = 0

  /** A request that is repeated is the same one. */
  async function send({ to, by = usual, fields = {} }: Sending): Promise<Sent> {
    serial += 1
    const userIds = to.map(({ userId }) => userId)
    const body = { to: { userIds }, title: `Message ${serial}`, body: 'Text', ...fields }
    const key = crypto.randomUUID()
    const { batchId, ids = [] } = await call<Sent>(gateways, by, 'POST', '/notifications/send', { body, key })
    const { channels = [] } = fields as { channels?: string[] }
    book.accept(batchId, to, channels.includes('email') ? ids : [])
    return { batchId, ids }
  }
  return {
    send,
    /** Sends at a steady pace until told to stop; then waits until all of it is accepted. */
    keepSending(everyMs: number, next: (index: number) => Sending): () => Promise<void> {
      const underWay = new Set<Promise<unknown>>()
      const failures: unknown[] = []
      let index = 0
      const timer = setInterval(() => {
        if (underWay.size >= sendsAtOnce) return
        const sending = send(next(index++))
          .catch((error) => failures.push(error))
          .finally(() => underWay.delete(sending))
        underWay.add(sending)
      }, everyMs)
      timers.push(timer)
      return async () => {
        clearInterval(timer)
        await Promise.all(underWay)
        if (failures.length) throw failures[0]
      }
    },
    /** Ends what a case that broke off kept sending. */
    close(): void {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
