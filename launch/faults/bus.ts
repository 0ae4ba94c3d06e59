import type { Person } from './people.ts'
import type { Case } from './stage.ts'
import { must, seconds } from './waiting.ts'

/** Longer than a gateway takes to ask how far its users' sequences have come (gateway/src/streams/feed.ts). */
const askedAnewMs = 25_000

const chaos: Case = {
  name: 'hints dropped, doubled, delayed and reordered',
  holds: 'Streams stay whole: what no hint tells of is found when the gateway asks, at most 15 s later.',
  on: { short: ['split'], long: ['split'] },
  isCalm: true,
  async run(stage) {
    const gateway = stage.hospital.extra(new URL('chaos-gateway.ts', import.meta.url).href)
    await gateway.program.start()
    try {
      const people = await stage.people('nurse', 50)
      for (const person of people) stage.read({ person, gateways: [gateway.url] })
      await stage.live()
      const stop = stage.keepSending(5, (index) => ({ to: [people[index % people.length] as Person] }))
      await Bun.sleep(stage.size(1500, 10_000))
      await stop()
      stage.note(`the last hint that was lost was made up for after ${seconds(await stage.book.settled(askedAnewMs))}`)
      must(stage.resets() === 0, 'no stream has to begin again')
    } finally {
      await gateway.program.kill()
    }
  },
}

const id = '00000000-0000-7000-8000-000000000000'

/** What anyone with a login can say on the bus: of whom, and anything at all. */
const forgeries = ({ userId }: Person): [topic: string, payload: string][] => {
  const said = (message: unknown) => JSON.stringify(message)
  const changed = { entity: 'patient', ids: [id], userIds: [userId] }
  return [
    ['events', said({ users: [{ userId, seq: 1_000_000_000 }] })],
    ['events', said({ users: [{ userId, seq: -1 }] })],
    ['events', said({ users: [{ userId, seq: 'many' }] })],
    ['events', said({ users: [{ userId: id, seq: 5 }, null, 7] })],
    ['events', said({ users: 'everyone' })],
    ['events', said(null)],
    ['events', '{"users":'],
    ['sessions', said({ sessionId: id })],
    ['sessions', said([])],
    ['deliveries', said('now')],
    ['changed', said(changed)],
    ['changed', said({ ...changed, userIds: null })],
    ['changed', said({ ...changed, userIds: [null], ids: null })],
    ['changed', said({ ...changed, entity: null })],
    ['changed', said({ ...changed, entity: '__proto__' })],
    ['changed', said({})],
  ]
}

const forged: Case = {
  name: 'forged messages on the bus',
  holds: 'They end no process, no session and no stream, and tell nobody anything that is not so.',
  on: { short: ['split'], long: ['split', 'single'] },
  isCalm: true,
  async run(stage) {
    const { engine, gateways, falls } = stage.hospital
    const before = falls()
    const [nurse, patient] = [(await stage.people('nurse', 1))[0], (await stage.people('patient', 1))[0]]
    if (!nurse || !patient) return
    for (const person of [nurse, patient]) for (const gateway of gateways) stage.read({ person, gateways: [gateway] })
    await stage.live()
    const stop = stage.keepSending(20, (index) => ({ to: [index % 2 ? nurse : patient] }))
    const rounds = stage.size(3, 20)
    for (let round = 0; round < rounds; round++) {
      for (const [topic, payload] of [...forgeries(patient), ...forgeries(nurse)])
        await engine.forge(`wardline_${topic}`, payload)
      // Longer than changes are gathered for.
      await Bun.sleep(300)
    }
    await stop()
    await stage.book.settled()
    must(falls() === before, 'no process ends because of what it is told')
    must(stage.resets() === 0, 'no stream has to begin again')
    stage.note(`${rounds * 2 * forgeries(nurse).length} forged`)
  },
}

export const busCases = [chaos, forged]
