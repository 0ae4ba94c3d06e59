import { expect } from '@playwright/test'
import { test } from './desks.ts'

test('the colours follow the device while the page is open, until somebody chooses others', async ({ sitDown }) => {
  const nurse = await sitDown('nurse')
  const ground = nurse.locator('html')
  const light = await ground.evaluate((root) => getComputedStyle(root).backgroundColor)
  await nurse.emulateMedia({ colorScheme: 'dark' })
  await expect(ground).not.toHaveCSS('background-color', light)

  await nurse.getByRole('button', { name: 'Account' }).click()
  await nurse.getByRole('menuitem', { name: 'Use light colours' }).click()
  await expect(ground).toHaveCSS('background-color', light)
  await nurse.reload()
  await expect(nurse.getByRole('button', { name: /^Notifications/ })).toBeVisible()
  await expect(ground).toHaveCSS('background-color', light)
})
