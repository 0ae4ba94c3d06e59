import { afterAll } from 'bun:test';
import { stopTestServer } from './testing.ts';

// Here it runs once, after the last file; the Postgres itself starts with the first testDatabase().
afterAll(stopTestServer);
