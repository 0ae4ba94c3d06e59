import { expect, test } from '@playwright/test'
import { expectNothingFound } from './axe.ts'
import { settled } from './looking.ts'
import { firstRecord } from './pages.ts'
import { signIn } from './sign-in.ts'

test('axe finds nothing where leave is entered', async ({ page }) => {
  await signIn(page, 'receptionist')
  await page.goto(await firstRecord(page, '/app/doctors'))
  await page.getByRole('button', { name: 'Enter leave' }).click()
  await expect(page.getByRole('dialog', { name: /^Enter leave for/ })).toBeVisible()
  await expectNothingFound(page)
})

test('axe finds nothing when the session has ended', async ({ page }) => {
  await signIn(page, 'receptionist', '/app/appointments')
  await page.request.post('/auth/logout')
  await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible()
  await expectNothingFound(page)
})

test('axe finds nothing in what an administrator opens', async ({ page }) => {
  await signIn(page, 'admin', '/app/deliveries')
  await page.getByText('Show as a table').click()
  await page.getByRole('button', { name: 'Retry what is shown…' }).click()
  await expect(page.getByRole('button', { name: /^Send [\d,]+ again$/ })).toBeEnabled()
  await expectNothingFound(page)

  await page.goto('/app/users')
  await page.getByRole('button', { name: 'Add user' }).click()
  await expect(page.getByRole('dialog', { name: 'Add user' })).toBeVisible()
  await expectNothingFound(page)
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /^Disable / })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: /^Disable / })).toBeVisible()
  await expectNothingFound(page)
  await page.goto('/app/users?role=doctor')
  await page
    .getByRole('button', { name: /^Change / })
    .first()
    .click()
  await expect(page.getByRole('dialog').getByText(/^Linked to |is not linked to a doctor/)).toBeVisible()
  await expectNothingFound(page)

  await page.goto('/app/send')
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Everyone' })
  await page.getByText('Ask for an acknowledgement').click()
  await page.getByText('Send it later').click()
  await expect(page.getByText(/^In Wardline: /)).toBeVisible()
  await expectNothingFound(page)
})

test('axe finds nothing where a record is archived', async ({ page }) => {
  await signIn(page, 'receptionist')
  await page.goto(await firstRecord(page, '/app/patients'))
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  await expect(page.getByRole('dialog', { name: 'Archive this record?' })).toBeVisible()
  await expectNothingFound(page)
})

test('axe finds nothing in the bell, nor in a form that says what is missing', async ({ page }) => {
  await signIn(page, 'receptionist', '/app/appointments')
  await page.getByRole('button', { name: /^Notifications/ }).click()
  await expect(page.getByRole('dialog', { name: 'Notifications' }).getByRole('heading')).toBeVisible()
  await expectNothingFound(page)

  await page.goto('/app/appointments/new')
  await page.getByRole('combobox', { name: 'Doctor' }).fill('a')
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByText('Patient is needed.')).toBeVisible()
  await expectNothingFound(page)
})

test('axe finds nothing on a phone, the menu open', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'receptionist')
  await settled(page)
  await expectNothingFound(page)
  await page.getByRole('button', { name: 'Menu' }).click()
  await expect(page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Patients' })).toBeVisible()
  await expectNothingFound(page)
})
