import { readInbox } from './reader.ts'
import type { Case, Stage } from './stage.ts'
import { Broken, must, patienceMs, seconds, until } from './waiting.ts'

const everywhere = ['split', 'single'] as const

/** 24 KB on the wire: JSON writes each of these characters with six. */
const large = `${'\u0001'.repeat(3999)}.`
/** More of them than the buffers of a network and the budget of a stream hold together. */
const flood = 280
/** Whoever waited for a slow reader would wait longer than a gateway's patience with it, 3 s, on a busy machine too. */
const noticeableMs = 5000

async function openStreams({ hospital }: Stage): Promise<number> {
  const counts = hospital.gateways.map(async (gateway) => {
    const text = await (await fetch(`${gateway}/metrics`, { signal: AbortSignal.timeout(5000) })).text()
    return Number(/^wardline_streams_open (\d+)$/m.exec(text)?.[1])
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

const slow: Case = {
  name: 'slow and half-open readers',
  holds: 'They are sent off and cost the healthy ones nothing; who reads again later is told everything.',
  on: { short: ['split'], long: everywhere },
  async run(stage) {
    const { book, hospital } = stage
    const [gateway] = hospital.gateways as [string]
    const [victim, ...others] = await stage.people('nurse', 10)
    if (!victim) return
    const arrivals: number[] = []
    for (const person of others)
      stage.read({
        person,
        gateways: [gateway],
        onFrame: ({ type, data }) => {
          if (type === 'notification') arrivals.push(Date.now() - Date.parse(String(data.createdAt)))
        },
      })
    const healthy = stage.read({ person: victim, gateways: [gateway] })
    const slow = stage.read({ person: victim, gateways: [gateway] })
    // Never reads again, and never says that it is gone.
    const vanished = stage.read({ person: victim, gateways: [gateway], isCounted: false })
    await stage.live()
    const before = await openStreams(stage)
    slow.pause()
    vanished.pause()
    const stop = stage.keepSending(50, (index) => ({ to: [others[index % others.length] ?? victim] }))
    const sends = stage.keepSending(4, () => ({ to: [victim], fields: { body: large } }))
    await until('more is sent than waits for anybody', () => healthy.seen.size >= flood, 45_000).catch((error) => {
      const { byes, resets, isLive } = healthy
      const said = JSON.stringify({ told: healthy.seen.size, byes, resets, isLive })
      throw new Broken(`${error.message}; the healthy one: ${said}`)
    })
    await Promise.all([stop(), sends()])
    const sentOffMs = await until(
      'both are sent off',
      async () => (await openStreams(stage)) <= before - 2,
      patienceMs,
      100,
    )
    must(healthy.byes.length === 0, 'the same person’s other tab goes on')
    const late = arrivals.toSorted((a, b) => b - a)[0] ?? 0
    stage.promised('others told', late, noticeableMs)
    slow.resume()
    await book.settled()
    must(slow.byes.includes('slow'), 'the slow one is told why')
    stage.note(`sent off ${seconds(sentOffMs)} after the flood`)
  },
}

const writers = 20

const resuming: Case = {
  name: 'twenty writers against a reader that comes and goes',
  holds: 'However often it resumes, and wherever, its sequence has no gap and no double.',
  on: { short: ['split'], long: everywhere },
  isCalm: true,
  async run(stage) {
    const each = stage.size(15, 100)
    const [person] = await stage.people('nurse', 1)
    const authors = await stage.people('nurse', writers)
    if (!person) return
    const reader = stage.read({ person, firstMs: 20 })
    await stage.live()
    let isWriting = true
    let drops = 0
    const coming = (async () => {
      while (isWriting) {
        await Bun.sleep(Math.random() * 120)
        if (reader.isLive && drops++ >= 0) reader.drop()
      }
    })()
    const write = async (by: (typeof authors)[number]) => {
      for (let times = 0; times < each; times++) await stage.send({ to: [person], by })
    }
    await Promise.all(authors.map(write))
    isWriting = false
    await coming
    await stage.book.settled()
    stage.note(`resumed ${drops} times during ${writers * each} writes`)
  },
}

interface Item {
  batchId: string
  id: string
  seq: number
  readAt: string | null
}

const tabs = 5

const readAll: Case = {
  name: 'read-all from five tabs against arrivals',
  holds: 'Nothing that came after a tab’s position is marked read, and all tabs count the same in the end.',
  on: { short: ['split'], long: everywhere },
  isCalm: true,
  async run(stage) {
    const [person] = await stage.people('nurse', 1)
    if (!person) return
    const seqOf = new Map<string, number>()
    /** The furthest position up to which any tab has asked for everything to be marked read. */
    let asked = 0
    let early = 0
    const readers = Array.from({ length: tabs }, () =>
      stage.read({
        person,
        onFrame: ({ type, data }) => {
          if (type === 'notification') seqOf.set(String(data.id), Number(data.seq))
          else if (type === 'updated' && data.readAt && (seqOf.get(String(data.id)) ?? 0) > asked) early += 1
        },
      }),
    )
    await stage.live()
    const stop = stage.keepSending(8, () => ({ to: [person] }))
    const reading = readers.map(async (reader) => {
      for (let times = stage.size(6, 100); times > 0; times--) {
        await Bun.sleep(20 + Math.random() * 150)
        const upTo = reader.position
        asked = Math.max(asked, Number(upTo?.split('.')[1] ?? 0))
        await stage.ask(person, 'PUT', '/notifications/read-all', { body: { upTo } })
      }
    })
    await Promise.all(reading)
    await stop()
    // One after the last read-all, so that something is unread in the end.
    await stage.send({ to: [person] })
    await stage.book.settled()
    must(early === 0, 'nothing that came after the position is marked read')
    const items = await readInbox<Item>(stage.hospital.gateways, person)
    must(
      items.every(({ seq, readAt }) => readAt === null || seq <= asked),
      'no later one is read in the inbox either',
    )
    const unread = items.filter(({ readAt }) => readAt === null).length
    const { unread: counted } = await stage.ask<{ unread: number }>(person, 'GET', '/notifications?limit=1')
    await until('all tabs count the same', () => readers.every((reader) => reader.unread === unread))
    must(counted === unread && unread > 0, 'the inbox counts what is unread in it')
    must(unread < items.length, 'what was there is marked read')
    stage.note(`${items.length} arrived, ${unread} unread on all tabs and in the inbox`)
  },
}

export const readerCases = [slow, resuming, readAll]
