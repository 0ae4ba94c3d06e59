import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../web/e2e/chromium.ts'
import { type Account, enter } from '../../web/e2e/sign-in.ts'

/** The browser that the journeys use, and people signed in to a hospital at desks of their own. */
export async function openBrowser(baseURL: string) {
  const browser = await chromium.launch(await launchOptions())
  const sitDown = async (account: Account): Promise<Page> => {
    const context = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await enter(page, account)
    return page
  }
  return { sitDown, close: () => browser.close() }
}
