import type { Case } from './stage.ts'
import { must, patienceMs, seconds, until } from './waiting.ts'

const everywhere = ['split', 'single'] as const

interface Failures {
  total: number
  items: { cause: string; count: number }[]
}

const aftermath: Case = {
  name: 'after all of it',
  holds: 'Every part is ready again, and nothing is left failed, unknown or undone.',
  on: { short: everywhere, long: everywhere },
  async run(stage) {
    const { gateways } = stage.hospital
    let health: { status?: string } = {}
    const isReady = async () => {
      const answers = gateways.map((gateway) => fetch(`${gateway}/health/ready`, { signal: AbortSignal.timeout(5000) }))
      const all = await Promise.all(answers.map(async (answer) => (await answer).json() as Promise<typeof health>))
      health = all.find(({ status }) => status !== 'ready') ?? {}
      return health.status === undefined
    }
    const readyMs = await until('every part is ready', isReady, patienceMs, 200).catch((error) => {
      throw new Error(`${error.message}: ${JSON.stringify(health)}`)
    })
    const { total, items } = await stage.ask<Failures>(stage.admin, 'GET', '/notifications/failures')
    must(
      total === 0,
      `nothing is among the failures: ${items.map(({ cause, count }) => `${count} ${cause}`).join(', ')}`,
    )
    stage.note(`ready after ${seconds(readyMs)}`)
  },
}

export const aftermathCases = [aftermath]
