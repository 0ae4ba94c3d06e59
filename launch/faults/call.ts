import type { Person } from './people.ts'
import { Broken } from './waiting.ts'

const answerMs = 8000
const patienceMs = 45_000

export interface Asked {
  body?: object
  /** Makes a repeated request the same one (design, section 4). */
  key?: string
}

/**
 * Asks whichever gateway answers, again until one does: a hospital with a fault is slow, not silent.
 * @throws Broken for a refusal, or when nobody answered in time
 */
export async function call<T>(
  gateways: readonly string[],
  { token }: Pick<Person, 'token'>,
  method: string,
  path: string,
  { body, key }: Asked = {},
): Promise<T> {
  const deadline = performance.now() + patienceMs
  let last = 'no answer'
  for (let turn = Math.floor(Math.random() * gateways.length); performance.now() < deadline; turn++) {
    const response = await fetch(`${gateways[turn % gateways.length]}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMs),
    }).catch((error: Error) => {
      last = error.message
    })
    const text = await response?.text().catch(() => undefined)
    if (response?.ok && text !== undefined) return (text ? JSON.parse(text) : undefined) as T
    const isPassing = response?.status === 429 || text?.includes('"in-progress"')
    if (response && response.status < 500 && !isPassing)
      throw new Broken(`${method} ${path.replace(/[0-9a-f-]{36}/g, ':id')} was answered ${response.status}: ${text}`)
    if (response) last = String(response.status)
    await Bun.sleep(50 + Math.random() * 150)
  }
  throw new Broken(`${method} ${path.replace(/[0-9a-f-]{36}/g, ':id')}: ${last}`)
}
