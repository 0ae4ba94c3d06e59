import { expect } from '@playwright/test'
import { test } from './desks.ts'
import { enter, signIn } from './sign-in.ts'

test('an administrator retries a failed e-mail and sees it delivered', async ({ page }) => {
  await signIn(page, 'admin')
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Deliveries', exact: true })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'E-mail' }).first()

  await row.getByRole('link', { name: /^Story: / }).click()
  await expect(
    page
      .getByRole('list', { name: 'What happened' })
      .getByText(/^E-mail, try 1/)
      .first(),
  ).toBeVisible()
  await page.goBack()

  await row.getByRole('button', { name: /^Retry: / }).click()
  const sent = page.getByRole('list', { name: 'Sent again' }).getByRole('listitem')
  await expect(sent).toContainText('Delivered', { timeout: 30_000 })
})

test('an administrator sends a message and the nurse’s open page shows it', async ({ page, sitDown }) => {
  const nurse = await sitDown('nurse')
  await expect(nurse.getByRole('heading', { name: 'Today’s arrivals' })).toBeVisible()

  await signIn(page, 'admin')
  await page.getByRole('link', { name: 'Send a message' }).click()
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Roles I choose' })
  await page.getByRole('group', { name: 'Roles' }).getByText('Nurse').click()
  await page.getByLabel('Title').fill('Fire drill at three')
  await page.getByLabel('Message').fill('Leave by the east stairs.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await expect(nurse.getByText('Fire drill at three')).toBeVisible()
  await expect(page.getByText('Sent', { exact: true })).toBeVisible()
})

test('an administrator adds a user, who can sign in', async ({ page, sitDown }) => {
  const email = `clerk.${Date.now()}@wardline.example`
  await signIn(page, 'admin')
  await page.getByRole('link', { name: 'Users' }).click()
  await page.getByRole('button', { name: 'Add user' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByLabel('Name').fill('Ada Clerk')
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByLabel('First password').fill('short')
  await dialog.getByRole('button', { name: 'Add user' }).click()
  await expect(dialog.getByText(/at least \d+ characters/)).toBeVisible()
  await dialog.getByLabel('First password').fill('correct horse battery')
  await dialog.getByRole('button', { name: 'Add user' }).click()
  await expect(dialog).toBeHidden()

  const clerk = await sitDown()
  await enter(clerk, { email, password: 'correct horse battery' })
  await expect(clerk.getByRole('heading', { name: 'Today at the desk' })).toBeVisible()
})
