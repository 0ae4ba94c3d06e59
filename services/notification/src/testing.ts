export { eventually } from '@wardline/kit/testing'

/** `TEST_REDIS_URL` runs the same tests on Redis; without it the queue is on Postgres. */
export const engine: Record<string, string> = process.env.TEST_REDIS_URL
  ? { REDIS_URL: process.env.TEST_REDIS_URL }
  : {}
