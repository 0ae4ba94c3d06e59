import { afterAll } from 'bun:test'
import { stopTestServer } from './testing-server.ts'

// In a preload this runs once, after the last file. Postgres itself starts when a test imports testing.ts.
afterAll(stopTestServer)
