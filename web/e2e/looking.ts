import { expect, type Locator, type Page } from '@playwright/test'

/** The page is there and so are its rows: nothing is a placeholder any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** How far something stands below the window's top, in pixels. A row that is just being drawn anew has no place: one looks again. */
export async function topOf(element: Locator): Promise<number> {
  const box = await element.boundingBox()
  return box ? Math.round(box.y) : topOf(element)
}
