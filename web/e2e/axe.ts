import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules that look at colours: what all the others see is the same in the dark. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** As it is in these colours, at rest: what fades in would be measured half-way, and fail on its contrast. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveClass(colorScheme)
}

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // The preview of a mail may run no script, which is how axe looks into a frame. With no other frame and nobody who reads
  // what passed, one call in the page finds the same in a fifth of the time.
  const axe = new AxeBuilder({ page })
    .exclude('iframe[sandbox]')
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** What axe finds, each with where: everything in light colours, and in dark ones what colours decide. */
export async function expectNothingFound(page: Page): Promise<void> {
  const { pathname } = new URL(page.url())
  await turn(page, 'light')
  expect(await findings(page), `${pathname} in light colours`).toEqual([])
  await turn(page, 'dark')
  expect(await findings(page, ofColours), `${pathname} in dark colours`).toEqual([])
  await turn(page, 'light')
}
