import type { Person } from './people.ts'
import type { Program } from './program.ts'
import type { Reader } from './reader.ts'
import type { Case, Stage } from './stage.ts'
import { must, patienceMs, seconds, until } from './waiting.ts'

const everywhere = ['split', 'single'] as const
/** As many as one message may name. */
const atOnce = 250

interface Crowd {
  people: readonly Person[]
  readers: readonly Reader[]
}

/** Streams of as many people, spread evenly over the gateways; each goes on at the next one when it loses its own. */
async function openCrowd(stage: Stage): Promise<Crowd> {
  const { gateways } = stage.hospital
  const people = await stage.people('patient', stage.size(200, 2000))
  const readers = people.map((person, index) => {
    const first = index % gateways.length
    return stage.read({ person, gateways: [...gateways.slice(first), ...gateways.slice(0, first)] })
  })
  await stage.live()
  return { people, readers }
}

/** Single messages, and one to many each half second, while something happens to the gateways. */
async function underLoad(stage: Stage, { people }: Crowd, fault: () => Promise<void>): Promise<void> {
  const part = (index: number) => {
    const start = (index * atOnce) % people.length
    return people.slice(start, start + atOnce)
  }
  const stops = [
    stage.keepSending(10, (index) => ({ to: [people[(index * 37) % people.length] as Person] })),
    stage.keepSending(500, (index) => ({ to: part(index) })),
  ]
  await Bun.sleep(500)
  await fault()
  await Bun.sleep(500)
  await Promise.all(stops.map((stop) => stop()))
}

const byes = (readers: readonly Reader[]) => readers.flatMap((reader) => reader.byes)

/** Everyone is back, and has been told everything. */
async function settle(stage: Stage, { readers }: Crowd): Promise<void> {
  const backMs = await stage.live(patienceMs, readers)
  const toldMs = await stage.book.settled()
  stage.note(`${readers.length} streams, all back and told ${seconds(backMs + toldMs)} after the last send`)
}

const killed: Case = {
  name: 'gateway killed',
  holds: 'Its streams go on at the other where they stood, without a gap, a second copy, or a new beginning.',
  on: { short: ['split'], long: everywhere },
  async run(stage) {
    const crowd = await openCrowd(stage)
    const [gateway] = stage.hospital.front as [Program]
    await underLoad(stage, crowd, async () => {
      await gateway.kill()
      await Bun.sleep(stage.hospital.profile === 'single' ? 300 : stage.size(500, 3000))
      await gateway.start()
    })
    await settle(stage, crowd)
    must(stage.resets() === 0, 'no stream has to begin again')
  },
}

/** Ends one in order, starts it again, and waits until it answers before the next. */
async function roll(program: Program): Promise<void> {
  await program.end()
  await program.start()
}

const rolling: Case = {
  name: 'rolling restart of the gateways',
  holds: 'Every stream is told goodbye, goes on at the other gateway at a time of its own, and misses nothing.',
  on: { short: ['split'], long: ['split'] },
  async run(stage) {
    const crowd = await openCrowd(stage)
    const { front } = stage.hospital
    const half = crowd.readers.length / front.length
    await underLoad(stage, crowd, async () => {
      for (const [index, gateway] of front.entries()) {
        await roll(gateway)
        await until('those of one are told goodbye', () => byes(crowd.readers).length >= half * (index + 1))
        await until('everyone is back', () => crowd.readers.every(({ isLive }) => isLive))
      }
    })
    await settle(stage, crowd)
    must(
      byes(crowd.readers).every((reason) => reason === 'shutdown'),
      'goodbye is said because of the shutdown alone',
    )
    must(stage.resets() === 0, 'no stream has to begin again')
  },
}

export const gatewayCases = [killed, rolling]
