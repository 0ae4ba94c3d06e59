import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { roles } from '@wardline/kit/permissions'
import { launchOptions } from '../e2e/chromium.ts'
import { settled } from '../e2e/looking.ts'
import { signIn } from '../e2e/sign-in.ts'
import { baseURL, print } from './hospital.ts'

/** What a page may load, in bytes of JavaScript after gzip. */
const budgets = { login: 225_000, home: 300_000 }

/** Every script that a browser loads which comes to a page for the first time, and its size after gzip. */
async function scriptsOf(context: BrowserContext, path: string): Promise<Map<string, number>> {
  const page = await context.newPage()
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!pathname.endsWith('.js')) return
    scripts.set(
      pathname,
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    )
  })
  await page.goto(path)
  await settled(page)
  // What is fetched ahead when a page is idle counts too. A stream stays open, so that the network never rests.
  await page.waitForTimeout(2000)
  const sizes = await Promise.all([...scripts].map(async ([name, size]) => [name, await size] as const))
  await page.close()
  return new Map(sizes)
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)
const browser = await chromium.launch(await launchOptions())
const options = { baseURL, locale: 'en-GB' }
const rows = [['page', 'scripts', 'kB', 'of']]
let isOver = false

async function measure(name: string, context: BrowserContext, path: string, budget: number): Promise<void> {
  const scripts = await scriptsOf(context, path)
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0)
  isOver ||= total > budget
  rows.push([name, String(scripts.size), kilobytes(total), kilobytes(budget)])
  if (process.argv.includes('--each') || total > budget)
    for (const [script, size] of [...scripts].sort(([, one], [, other]) => other - one).slice(0, 15))
      console.log(`${name}: ${script} ${kilobytes(size)} kB`)
  await context.close()
}

await measure('log-in', await browser.newContext(options), '/app/login', budgets.login)
for (const role of roles) {
  const before = await browser.newContext(options)
  const page = await before.newPage()
  await signIn(page, role)
  const storageState = await before.storageState()
  await before.close()
  await measure(`home, ${role}`, await browser.newContext({ ...options, storageState }), '/app/', budgets.home)
}
await browser.close()
print(rows)
if (isOver) console.log('\nOver the budget.')
process.exit(isOver ? 1 : 0)
