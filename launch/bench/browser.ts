import { chromium, type Page } from '@playwright/test'
import { chromiumEnvironment, findChromium } from '../../web/e2e/chromium.ts'

/** The browser that the journeys use, and people signed in to a hospital at desks of their own. */
export async function openBrowser(url: string) {
  const executablePath = await findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    env: { ...process.env, ...chromiumEnvironment(executablePath) } as Record<string, string>,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
  const sitDown = async ({ email, password }: { email: string; password: string }): Promise<Page> => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${url}/app/login`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: /^Notifications/ }).waitFor()
    return page
  }
  return { sitDown, close: () => browser.close() }
}
