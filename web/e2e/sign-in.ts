import { expect, type Page } from '@playwright/test'
import { demoLogins } from '@wardline/demo/accounts'
import type { Role } from '@wardline/kit/permissions'

export interface Account {
  email: string
  password: string
}

/** Whoever has signed in has a bell, on every page. */
export const bellOf = (page: Page) => page.getByRole('button', { name: /^Notifications/ })

/** Through the form, as people do. */
export async function enter(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/app/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(bellOf(page)).toBeVisible()
}

/** With the cookie that the form would have brought: most journeys begin later. The demo hospital has a login for each role. */
export async function signIn(page: Page, role: Role, path = '/app/'): Promise<void> {
  const { email, password } = demoLogins[role]
  const answer = await page.request.post('/auth/login', { data: { email, password } })
  expect(answer.status()).toBe(200)
  await page.goto(path)
  await expect(bellOf(page)).toBeVisible()
}
