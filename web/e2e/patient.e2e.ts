import { expect, type Page, test } from '@playwright/test'
import { findFreeDay } from './booking.ts'
import { signIn } from './sign-in.ts'

test('a patient cannot reach an administrator’s page', async ({ page }) => {
  await signIn(page, 'patient')
  const menu = page.getByRole('navigation', { name: 'Main' })
  for (const name of ['Users', 'Deliveries', 'Patients', 'Send a message'])
    await expect(menu.getByRole('link', { name })).toHaveCount(0)
  for (const path of ['/app/users', '/app/deliveries', '/app/patients', '/app/send']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'This page is not open to you' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Go to your first page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome' })).toBeVisible()
})

test('a patient sees when and where they are expected, what they were told, and their own visits', async ({ page }) => {
  await signIn(page, 'patient')
  const next = page.getByRole('region', { name: / at \d\d:\d\d$/ })
  await expect(next.getByText('Your next appointment')).toBeVisible()
  await expect(next.getByText(/^(Room |Ask at the front desk)/)).toBeVisible()
  await expect(next.getByText(/^Hospital time/)).toBeVisible()
  // The browser of these journeys is in Auckland.
  await expect(next.getByText('where you are (Pacific/Auckland)')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Messages' }).getByRole('listitem').first()).toBeVisible()
  const table = page.getByRole('table', { name: 'All your appointments' })
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await table.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible()
})

async function bookOwn(page: Page): Promise<string> {
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
  return time
}

test('a patient finds their own visits under Appointments, whichever day they are on', async ({ page }) => {
  await signIn(page, 'patient', '/app/appointments')
  await expect(page.getByRole('heading', { level: 1, name: 'Your appointments' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Today and later' }).getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Before today' })).toBeVisible()
  await expect(page.getByLabel('Status')).toHaveCount(0)
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  expect((await file).suggestedFilename()).toMatch(/\.csv$/)
})

test('a patient books for themselves and calls it off', async ({ page }) => {
  await signIn(page, 'patient')
  await bookOwn(page)
  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: 'Cancel…' }).click()
  await expect(page.getByLabel('Why').getByRole('option')).toHaveText(['I cannot come', 'Another reason'])
  await page.getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Called off')).toBeVisible()
})

test('a patient moves the next visit, takes the slip, and calls it off, all from the first page', async ({ page }) => {
  await signIn(page, 'patient')
  await bookOwn(page)
  await page.getByRole('link', { name: 'Today' }).click()
  const next = page.getByRole('region', { name: / at \d\d:\d\d$/ })
  await next.getByRole('button', { name: 'Move' }).click()
  const dialog = page.getByRole('dialog', { name: /^Move the appointment of / })
  // Early in the day they may be with another doctor.
  const time = (await findFreeDay(page)).at(-1) ?? ''
  await dialog.getByRole('radio', { name: time }).check({ force: true })
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Moved', { exact: true })).toBeVisible()

  await next.getByRole('link', { name: 'Print slip' }).click()
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible()
  await page.goBack()
  await next.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
