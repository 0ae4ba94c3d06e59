import { expect, type Page } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'

const password = process.env.DEMO_PASSWORD ?? 'wardline-demo'

/** The demo hospital has one login for each role, named after it. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto('/app/login')
  await page.getByLabel('E-mail').fill(`${role}@wardline.example`)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: /^Notifications/ })).toBeVisible()
}

/** The page is there and so are its rows: nothing is a placeholder any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}
