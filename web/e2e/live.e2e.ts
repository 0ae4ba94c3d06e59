import { expect, type Page } from '@playwright/test'
import { test } from './desks.ts'

async function sendToNurses(admin: Page, title: string): Promise<void> {
  await admin.goto('/app/send')
  await admin.getByLabel('To', { exact: true }).selectOption({ label: 'Everyone with a role' })
  await admin.getByLabel('Role').selectOption({ label: 'Nurse' })
  await admin.getByLabel('Title').fill(title)
  await admin.getByLabel('Message').fill('Please read.')
  await admin.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(admin.getByText('Sent', { exact: true })).toBeVisible()
}

test('what came while the line was down shows when it is back, and the page says so meanwhile', async ({ sitDown }) => {
  test.slow()
  const nurse = await sitDown('nurse')
  const bell = nurse.getByRole('button', { name: /^Notifications/ })
  await bell.click()
  await expect(nurse.getByText('Live in this tab')).toBeVisible()
  await nurse.keyboard.press('Escape')

  await nurse.context().setOffline(true)
  await expect(nurse.getByText('Live updates are interrupted.')).toBeVisible({ timeout: 30_000 })
  const title = `While you were away ${Date.now()}`
  await sendToNurses(await sitDown('admin'), title)
  await nurse.context().setOffline(false)

  await expect(nurse.getByText('Live updates are interrupted.')).toBeHidden({ timeout: 30_000 })
  await bell.click()
  const inbox = nurse.getByRole('dialog', { name: 'Notifications' })
  await expect(inbox.getByText(title)).toHaveCount(1)
})

test('when the tab that holds the stream is closed, another takes over, and nothing is missed or shown twice', async ({
  sitDown,
}) => {
  const nurse = await sitDown('nurse')
  const streams: string[] = []
  const other = await nurse.context().newPage()
  other.on('request', (request) => {
    if (request.url().endsWith('/notifications/stream')) streams.push(request.url())
  })
  await other.goto('/app/')
  await other.getByRole('button', { name: /^Notifications/ }).click()
  await expect(other.getByText('Live in this tab')).toBeVisible()
  expect(streams).toEqual([])

  const admin = await sitDown('admin')
  const [before, after] = [`Before one left ${Date.now()}`, `After one left ${Date.now()}`]
  await sendToNurses(admin, before)
  const inbox = other.getByRole('dialog', { name: 'Notifications' })
  await expect(inbox.getByText(before)).toHaveCount(1)
  await nurse.close()
  await sendToNurses(admin, after)
  await expect(inbox.getByText(after)).toHaveCount(1)
  await expect(inbox.getByText(before)).toHaveCount(1)
  expect(streams).toHaveLength(1)
  await expect(other.getByText('Live in this tab')).toBeVisible()
})

test('the doctor’s list follows what the desk does', async ({ sitDown }) => {
  const doctor = await sitDown('doctor')
  await doctor.goto('/app/appointments')
  await doctor.getByRole('button', { name: 'Day after' }).click()
  const row = doctor.getByRole('row').filter({ hasText: 'Booked' }).first()
  await expect(row).toBeVisible()
  const address = (await row.getByRole('link').first().getAttribute('href')) ?? ''
  const same = doctor.getByRole('row').filter({ has: doctor.locator(`a[href="${address}"]`) })

  const receptionist = await sitDown('receptionist')
  await receptionist.goto(address)
  await receptionist.getByRole('button', { name: /^Check in for / }).click()
  await expect(same).toContainText('Checked in')
})

test('an alert read in one tab is read in the other', async ({ sitDown }) => {
  const nurse = await sitDown('nurse')
  const title = `For one tab ${Date.now()}`
  await sendToNurses(await sitDown('admin'), title)
  const other = await nurse.context().newPage()
  await other.goto('/app/')
  for (const tab of [nurse, other]) await tab.getByRole('button', { name: /^Notifications, \d+ unread/ }).click()
  const item = (tab: Page) =>
    tab.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').filter({ hasText: title })
  await expect(item(other)).toContainText('Unread:')
  await item(nurse).getByRole('button').first().click()
  await expect(item(other)).not.toContainText('Unread:')
})
