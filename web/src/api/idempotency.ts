import { useRef } from 'react'
import { toApiError } from './problem.ts'

const freshKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * One key for each thing meant. A request whose answer never came is repeated under the same key, so that a lost
 * answer books nothing twice; after a refusal, or with another body, the next try means something new.
 */
export function useIdempotencyKey() {
  const meant = useRef<{ key: string; body: string }>(null)
  return async <Body, Result>(body: Body, send: (body: Body, key: string) => Promise<Result>): Promise<Result> => {
    const text = JSON.stringify(body)
    if (meant.current?.body !== text) meant.current = { key: freshKey(), body: text }
    try {
      return await send(body, meant.current.key)
    } catch (failure) {
      if (toApiError(failure).kind !== 'unavailable') meant.current = null
      throw failure
    }
  }
}
