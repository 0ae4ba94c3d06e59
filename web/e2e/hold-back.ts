import type { Page } from '@playwright/test'

/**
 * Keeps back what the page asks for from now on, as a slow network does.
 * @returns lets it through
 */
export async function holdBack(page: Page, url: string | RegExp): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route) => {
    await released
    await route.continue()
  })
  return release
}
