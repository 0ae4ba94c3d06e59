import { expect, test } from '@playwright/test'
import { findFreeDay } from './booking.ts'
import { signIn } from './sign-in.ts'

test('a patient cannot reach an administrator’s page', async ({ page }) => {
  await signIn(page, 'patient')
  const menu = page.getByRole('navigation', { name: 'Main' })
  for (const name of ['Users', 'Failed deliveries', 'Patients', 'Send a message'])
    await expect(menu.getByRole('link', { name })).toHaveCount(0)
  for (const path of ['/app/users', '/app/deliveries', '/app/patients', '/app/send']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'This page is not open to you' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Go to your first page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome' })).toBeVisible()
})

test('a patient sees their own appointments', async ({ page }) => {
  await signIn(page, 'patient')
  await expect(page.getByText('Your next appointment')).toBeVisible()
  const table = page.getByRole('table', { name: 'Your appointments' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await table.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible()
})

test('a patient books for themselves and calls it off', async ({ page }) => {
  await signIn(page, 'patient')
  await page.goto('/app/doctors')
  await page
    .getByRole('link', { name: /^Book with / })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'New appointment' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Patient' })).toHaveCount(0)
  await expect(page.getByRole('radio', { name: 'Another time' })).toHaveCount(0)
  const [time = ''] = await findFreeDay(page)
  await page.getByRole('radio', { name: time }).check({ force: true })
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('heading', { level: 1, name: time })).toBeVisible()

  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Called off')).toBeVisible()
})
