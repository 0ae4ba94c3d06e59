import { expect, type Page, test } from '@playwright/test'
import { roles } from '@wardline/kit/permissions'
import { firstRecord, listsOfRecords, openPages, pagesOf } from './pages.ts'
import { settled, signIn } from './sign-in.ts'

/** A telephone, and a screen of 1440 × 900 at 200 %. */
const sizes = [
  { width: 390, height: 844 },
  { width: 720, height: 450 },
]

async function expectToFit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const beyond = () =>
      page.evaluate(() => {
        const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {}
        return scrollWidth - clientWidth
      })
    await expect.poll(beyond, { message: `${path} at ${size.width} px scrolls sideways` }).toBeLessThanOrEqual(0)
  }
}

test('the pages in front of the log-in fit a phone, and a screen at 200 %', async ({ page }) => {
  for (const path of openPages) await expectToFit(page, path)
})

for (const role of roles)
  test(`the pages of the ${role} fit a phone, and a screen at 200 %`, async ({ page }) => {
    test.slow()
    await signIn(page, role)
    for (const path of pagesOf[role]) await expectToFit(page, path)
  })

test('the pages of one record fit a phone, and a screen at 200 %', async ({ page }) => {
  await signIn(page, 'admin')
  for (const list of listsOfRecords) await expectToFit(page, await firstRecord(page, list))
  await expectToFit(page, `${await firstRecord(page, '/app/doctors')}/edit`)
})
