import { expect, type Page } from '@playwright/test'
import { test } from './desks.ts'

async function alertNurses(admin: Page, title: string): Promise<void> {
  await admin.goto('/app/send')
  await admin.getByLabel('To', { exact: true }).selectOption({ label: 'Everyone with a role' })
  await admin.getByLabel('Role').selectOption({ label: 'Nurse' })
  await admin.getByLabel('Title').fill(title)
  await admin.getByLabel('Message').fill('Please see to it.')
  await admin.getByLabel('Severity').selectOption('critical')
  await admin.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(admin.getByText('Sent', { exact: true })).toBeVisible()
}

const item = (page: Page, title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title })

test('a critical alert says until when, and can be handed over', async ({ sitDown }) => {
  const title = `Potassium 6.9 ${Date.now()}`
  await alertNurses(await sitDown('admin'), title)
  const nurse = await sitDown('nurse')
  await nurse.getByRole('button', { name: /^Notifications/ }).click()
  await nurse.getByRole('link', { name: 'See all' }).click()
  await expect(nurse.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible()
  await nurse.getByLabel('Severity').selectOption('critical')
  await expect(item(nurse, title)).toContainText(/Answer within \d+ (min|s)/)

  await item(nurse, title).getByRole('button', { name: 'Hand over' }).click()
  await nurse.getByRole('combobox', { name: 'Colleague' }).fill('a')
  await item(nurse, title).getByRole('option').first().click()
  await nurse.getByRole('button', { name: 'Hand it over' }).click()
  await expect(item(nurse, title)).toContainText('A colleague has this now.')
  await expect(item(nurse, title).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)
})

test('an alert can be declined with a reason', async ({ sitDown }) => {
  const title = `Wrong ward ${Date.now()}`
  await alertNurses(await sitDown('admin'), title)
  const nurse = await sitDown('nurse')
  await nurse.goto('/app/notifications?unread=true')
  await item(nurse, title).getByRole('button', { name: 'Not mine' }).click()
  await nurse.getByRole('button', { name: 'Say it is not mine' }).click()
  await expect(nurse.getByText('Why it is not yours is needed.')).toBeVisible()
  await nurse.getByLabel('Why it is not yours').fill('I am on ward 2.')
  await nurse.getByRole('button', { name: 'Say it is not mine' }).click()
  await expect(item(nurse, title)).toContainText('You said that it is not yours.')
})

test('a webhook’s secret is shown once, and preferences stay as they were chosen', async ({ sitDown }) => {
  const nurse = await sitDown('nurse')
  await nurse.goto('/app/preferences')
  await nurse.getByRole('group', { name: 'Appointment moved' }).getByText('E-mail').click()
  await nurse.getByRole('button', { name: 'Save channels' }).click()
  await expect(nurse.getByText('Saved', { exact: true })).toBeVisible()
  await nurse.getByText('Keep quiet at certain hours').click()
  await nurse.getByRole('textbox', { name: 'From' }).fill('21:30')
  await nurse.getByLabel('Time zone').selectOption('Europe/Madrid')
  await nurse.getByRole('button', { name: 'Save quiet hours' }).click()
  await nurse.getByLabel('Address').fill('https://example.com/hook')
  await nurse.getByRole('button', { name: 'Use this address' }).click()
  await expect(nurse.getByText(/whsec_[A-Za-z0-9+/=]{20,}/)).toBeVisible()

  await nurse.reload()
  const moved = nurse.getByRole('group', { name: 'Appointment moved' })
  await expect(moved.getByRole('checkbox', { name: 'E-mail' })).not.toBeChecked()
  await expect(moved.getByRole('checkbox', { name: 'Webhook' })).toBeChecked()
  await expect(nurse.getByRole('textbox', { name: 'From' })).toHaveValue('21:30')
  await expect(nurse.getByLabel('Time zone')).toHaveValue('Europe/Madrid')
  await expect(nurse.getByText(/whsec_/)).toHaveCount(0)
  await nurse.getByRole('button', { name: 'Make a new secret' }).click()
  await expect(nurse.getByText(/whsec_[A-Za-z0-9+/=]{20,}/)).toBeVisible()

  await nurse.getByRole('button', { name: 'Remove the webhook' }).click()
  await expect(nurse.getByRole('button', { name: 'Use this address' })).toBeVisible()
  await nurse.getByText('Keep quiet at certain hours').click()
  await nurse.getByRole('button', { name: 'Save quiet hours' }).click()
  await moved.getByText('E-mail').click()
  await nurse.getByRole('button', { name: 'Save channels' }).click()
  await expect(nurse.getByRole('button', { name: 'Save channels' })).toBeEnabled()
})
