import { afterAll } from 'bun:test'
import { stopTestServer } from './testing-server.ts'

const worker = process.env.BUN_TEST_WORKER_ID

// Files that run at the same time, of `bun test --parallel`, share neither Postgres nor Redis: jobs would go to the wrong hospital.
const redis = process.env.TEST_REDIS_URL?.split(' ')
if (redis) process.env.TEST_REDIS_URL = redis[Number(worker ?? 1) - 1]

// Postgres itself starts when a test imports testing.ts. In a preload this runs once, after the last file; in a worker of
// `--parallel` after each, so there Postgres ends with the process, by its guard.
if (!worker) afterAll(stopTestServer)
