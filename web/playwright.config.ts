import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/chromium.ts'

const baseURL = process.env.BASE_URL
if (!baseURL) throw new Error('BASE_URL names the running hospital to test; `bun run check` starts one and sets it.')

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.e2e.ts',
  // By address, so that two runs at once do not take away each other's traces.
  outputDir: `../test-results/${new URL(baseURL).host.replace(':', '-')}`,
  // One hospital serves them all, on two cores.
  workers: 1,
  // A browser that starves for a moment on a shared machine stops nobody's work; what passes only then is named at the end.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : 'list',
  use: {
    baseURL,
    locale: 'en-GB',
    // Not the hospital's zone, so that a time rendered in the browser's shows up as a failure.
    timezoneId: 'Pacific/Auckland',
    // Without a trace, which costs a third of the time: `--trace on` makes one.
    screenshot: 'only-on-failure',
    launchOptions: await launchOptions(),
  },
})
