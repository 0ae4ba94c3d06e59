import type { Page } from '@playwright/test'
import { stopTestServer } from '@wardline/db/testing-server'
import type { SignedIn } from '@wardline/gateway/testing'
import { openBrowser } from './browser.ts'
import { createFigures, percentile } from './figures.ts'
import { startBusyHospital } from './hospital.ts'
import { chartShown, textShown, watchLongTasks } from './web-watch.ts'

/**
 * `bun run bench:web [patients]`: what the fifth issue asks of the browser, on the web app as it was built last.
 * Hospital, Postgres and browser share one machine.
 */
const patients = Number(process.argv[2] ?? 10_000)
const figures = createFigures()
const { report } = figures

type Busy = Awaited<ReturnType<typeof startBusyHospital>>

/** From the click on a row to the chart with its details painted. The pointer comes to the row first, as a hand does. */
async function measureCharts(page: Page, url: string): Promise<void> {
  const taken: number[] = []
  await page.goto(`${url}/app/patients`)
  for (let round = 0; round < 40; round++) {
    const link = page.locator('tbody a[href*="/app/patients/"]').nth((round * 5) % 12)
    const name = (await link.textContent()) ?? ''
    const shown = page.evaluate(chartShown, name)
    await link.click()
    taken.push(await shown)
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Patients' }).waitFor()
  }
  const p95 = percentile(taken, 0.95)
  report(`a click on one of ${patients} patients to the chart, p95 of 40`, p95, ' ms', '≤ 300 ms', p95 <= 300)
}

/** Through the whole list and back, by wheel and by key. */
async function measureScrolling(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/patients`)
  await page.getByRole('row').nth(5).waitFor()
  // What draws the page itself is Lighthouse's to judge.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await page.evaluate(watchLongTasks)
  await page.mouse.move(800, 500)
  const more = page.getByRole('button', { name: 'Show more' })
  while (await more.count()) {
    await page.mouse.wheel(0, 4000)
    await page.waitForTimeout(30)
  }
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, -6000)
    await page.waitForTimeout(16)
  }
  for (let step = 0; step < 30; step++) await page.keyboard.press('PageDown')
  const tasks = await page.evaluate(() => (window as typeof window & { longTasks: number[] }).longTasks)
  const rows = await page.locator('tbody tr[data-index]').count()
  report(`rows in the page, of ${patients}`, rows, '', '< 100', rows < 100)
  const longest = Math.max(0, ...tasks)
  report(
    `tasks over 50 ms while all rows scroll by (${tasks.length}), the longest`,
    longest,
    ' ms',
    'none',
    !tasks.length,
  )
}

/** From the sender's request to the words on the recipient's screen; both clocks are this machine's. */
async function measureAlerts(page: Page, hospital: Busy, nurse: SignedIn): Promise<void> {
  const taken: number[] = []
  // In the inbox, since a fourth toast waits for the first to go.
  await page.goto(`${hospital.url}/app/notifications`)
  await page.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor()
  for (let round = 0; round < 30; round++) {
    const title = `Alert number ${round}.`
    const shown = page.evaluate(textShown, title)
    const sentAt = Date.now()
    const body = { to: { userIds: [nurse.userId] }, title, body: 'Please read.', severity: 'warning' }
    await hospital.fetch('/notifications/send', { method: 'POST', headers: hospital.admin.headers, body })
    taken.push((await shown) - sentAt)
    await page.waitForTimeout(150)
  }
  const p95 = percentile(taken, 0.95)
  report('an alert sent to its words on screen, p95 of 30', p95, ' ms', '≤ 300 ms', p95 <= 300)
}

console.log(`filling: ${patients} patients`)
const hospital = await startBusyHospital('single', patients)
const browser = await openBrowser(hospital.url)
const desk = await browser.sitDown(hospital.receptionist)
console.log('opening charts')
await measureCharts(desk, hospital.url)
console.log('scrolling')
await measureScrolling(desk, hospital.url)
console.log('sending alerts')
const nurse = await hospital.as('nurse')
await measureAlerts(await browser.sitDown(nurse), hospital, nurse)
await browser.close()
await hospital.stop()
await stopTestServer()

process.exit(figures.print() ? 0 : 1)
