import { expect, type Locator, type Page } from '@playwright/test'
import { demoLogins } from '@wardline/demo/accounts'
import { ask } from './asking.ts'
import { test } from './desks.ts'
import { bellOf, enter, signIn } from './sign-in.ts'

const choose = (page: Page, label: string, option: string) =>
  page.getByLabel(label, { exact: true }).selectOption({ label: option })

async function writeToNurses(page: Page, title: string): Promise<void> {
  await page.goto('/app/send')
  await choose(page, 'To', 'Roles I choose')
  await page.getByRole('group', { name: 'Roles' }).getByText('Nurse').click()
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Message').fill('Please read.')
}

async function addClerk(page: Page): Promise<{ name: string; email: string; password: string }> {
  const stamp = Date.now()
  const clerk = {
    name: `Clara Clerk ${stamp}`,
    email: `clara.${stamp}@wardline.example`,
    password: 'correct horse battery',
  }
  await page.goto('/app/users')
  await page.getByRole('button', { name: 'Add user' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByLabel('Name').fill(clerk.name)
  await dialog.getByLabel('E-mail').fill(clerk.email)
  await dialog.getByLabel('First password').fill(clerk.password)
  await dialog.getByRole('button', { name: 'Add user' }).click()
  await expect(dialog).toBeHidden()
  return clerk
}

/** Searches, and waits until nobody else is in the list: what is opened from a row before that goes with the row. */
async function findUser(page: Page, { email }: { email: string }): Promise<Locator> {
  await page.getByLabel('Search users').fill(email)
  await expect(page.getByRole('row')).toHaveCount(2)
  return page.getByRole('row').filter({ hasText: email })
}

test('an administrator’s first page says what failed, how full the day is and how Wardline is', async ({ page }) => {
  await signIn(page, 'admin')
  const headings = page.getByRole('main').getByRole('heading', { level: 2 })
  await expect(headings).toHaveText(['Could not be delivered', 'Today’s load', 'Health'])
  await expect(page.getByText('Everything works.')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Today’s load by specialty' })).toBeVisible()

  await page.getByRole('link', { name: 'Someone had to be told but has no login, or a disabled one.' }).click()
  await expect(page.getByLabel('Cause', { exact: true })).toHaveValue('unaddressed')
  await expect(page.getByText('call them, or give them one')).toBeVisible()
})

test('a message goes to several roles at once, after one has seen whom it reaches', async ({ page, sitDown }) => {
  await signIn(page, 'admin', '/app/send')
  await choose(page, 'To', 'Roles I choose')
  await page.getByLabel('Title').fill('Drill')
  await page.getByLabel('Message').fill('Please read.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const roles = page.getByRole('group', { name: 'Roles' })
  await expect(roles.getByText('Choose at least one role.')).toBeVisible()
  await expect(roles.getByRole('checkbox').first()).toBeFocused()

  const reached = page.getByRole('status').getByText(/^\d+ (person|people)$/)
  const count = async () => Number.parseInt((await reached.textContent()) ?? '', 10)
  await roles.getByText('Nurse').click()
  await expect(page.getByText(/, Nurse\b/)).toBeVisible()
  const nurses = await count()
  await roles.getByText('Receptionist').click()
  await expect(page.getByText(/, Receptionist\b/)).toBeVisible()
  expect(await count()).toBeGreaterThan(nurses)

  const title = `Fire drill ${Date.now()}`
  await page.getByLabel('Title').fill(title)
  const [nurse, receptionist] = [await sitDown('nurse'), await sitDown('receptionist')]
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  for (const desk of [nurse, receptionist]) {
    await desk.getByRole('button', { name: /^Notifications/ }).click()
    await expect(desk.getByRole('dialog', { name: 'Notifications' }).getByText(title)).toHaveCount(1)
  }
})

test('what failed for one cause is seen before it is sent again all at once, and followed', async ({ page }) => {
  await signIn(page, 'admin')
  const title = `Lift out of order ${Date.now()}`
  await writeToNurses(page, title)
  await page.getByText('Call their webhook too').click()
  await expect(page.getByText(/^Webhook: not to \d+ (person|people), who ha(s|ve) given no address$/)).toBeVisible()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('Sent', { exact: true })).toBeVisible()

  await page.goto('/app/deliveries')
  await choose(page, 'Cause', 'The recipient has given no address for this channel.')
  await choose(page, 'Sent', 'In the last hour')
  await expect(page).toHaveURL(/cause=no-address/)
  await expect(page).toHaveURL(/since=hour/)
  const group = page.getByRole('region', { name: 'The recipient has given no address for this channel.' })
  await expect(group.getByRole('row').nth(1)).toContainText('Webhook')

  await group.getByRole('button', { name: /^Retry all: / }).click()
  const preview = page.getByRole('dialog', { name: 'Send again' })
  await expect(preview.getByText(/^\d+ deliver(y|ies)$/)).toBeVisible()
  await expect(preview.getByText('nobody gets anything twice')).toBeVisible()
  await preview.getByRole('button', { name: /^Send \d+ again$/ }).click()
  await expect(preview).toBeHidden()

  const again = page.getByRole('region', { name: 'Sent again' })
  await expect(again.getByText('All of it is through.')).toBeVisible({ timeout: 30_000 })
  await expect(again.getByText('Failed again')).toBeVisible()
})

test('the story of one notification goes from who sent it to each try', async ({ page }) => {
  await signIn(page, 'admin', '/app/deliveries')
  const row = page.getByRole('row').filter({ hasText: 'E-mail' }).first()
  await row.getByRole('link', { name: /^Story: / }).click()
  const story = page.getByRole('list', { name: 'What happened' })
  await expect(story.getByRole('listitem').first()).toContainText('sent it')
  await expect(story.getByText(/^In the inbox of /)).toBeVisible()
  await expect(story.getByText(/^E-mail, try 1/).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'E-mail' })).toContainText(/It (may have arrived|did not arrive)/)

  await page.getByRole('term').filter({ hasText: 'The whole send' }).locator('..').getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
})

test('deliveries by hour are said in a sentence and stand in a table too', async ({ page }) => {
  await signIn(page, 'admin', '/app/deliveries')
  await choose(page, 'Time', 'Last 7 days')
  await expect(page.getByText(/^[\d,]+ deliveries: /)).toBeVisible()
  await page.getByText('Show as a table').click()
  await expect(
    page.getByRole('table', { name: 'Deliveries by hour and outcome' }).getByRole('row').nth(1),
  ).toBeVisible()
})

test('a message says whom it reaches before it is sent, and is called off before its time', async ({ page }) => {
  await signIn(page, 'admin')
  const title = `Power test ${Date.now()}`
  await writeToNurses(page, title)
  await expect(page.getByText(/^In Wardline: \d+ (person|people) at once$/)).toBeVisible()
  await page.getByText('Send it later').click()
  await expect(page.getByLabel(/^Day/)).not.toHaveValue('')
  await expect(page.getByText(/at once$/)).toHaveCount(0)
  await page.getByLabel(/^Day/).fill('2027-01-04')
  await page.getByLabel(/^Time/).fill('07:30')
  await expect(page.getByText('It is sent on 4 Jan 2027, 07:30, not before.')).toBeVisible()
  await page.getByRole('button', { name: 'Schedule', exact: true }).click()

  const row = page.getByRole('row').filter({ hasText: title })
  await expect(row).toContainText('Due 4 Jan 2027, 07:30')
  await row.getByRole('button', { name: `Call off: ${title}` }).click()
  await expect(row).toContainText('Called off')

  await row.getByRole('link', { name: title }).click()
  await expect(page.getByText('Nothing has been written yet.')).toBeVisible()
})

test('somebody who is disabled is shown out at once, and let in again when enabled', async ({ page, sitDown }) => {
  await signIn(page, 'admin')
  const clerk = await addClerk(page)
  const desk = await sitDown()
  await enter(desk, clerk)

  const row = await findUser(page, clerk)
  await row.getByRole('button', { name: `Disable ${clerk.name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await expect(row).toContainText('Disabled')
  // Nobody touches anything at the desk.
  const ended = desk.getByRole('dialog', { name: 'Sign in again' })
  await expect(ended.getByText('Your session has ended.')).toBeVisible()
  await ended.getByLabel('Password').fill(clerk.password)
  await ended.getByRole('button', { name: 'Go on' }).click()
  await expect(ended.getByText('the account is disabled')).toBeVisible()

  await row.getByRole('button', { name: `Enable ${clerk.name}` }).click()
  await expect(row).toContainText('Active')
  await ended.getByRole('button', { name: 'Go on' }).click()
  await expect(ended).toBeHidden()
  await expect(bellOf(desk)).toBeVisible()
})

test('a new password is given, a role changed, and what a role can do is read off', async ({ page, sitDown }) => {
  await signIn(page, 'admin')
  const clerk = await addClerk(page)
  const row = await findUser(page, clerk)
  await row.getByRole('button', { name: `Reset the password of ${clerk.name}` }).click()
  await page.getByLabel('New password').fill('another horse battery')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()

  await row.getByRole('button', { name: `Change ${clerk.name}` }).click()
  await page.getByRole('dialog').getByLabel('Role').selectOption({ label: 'Nurse' })
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Nurse')
  const desk = await sitDown()
  await enter(desk, { ...clerk, password: 'another horse battery' })

  await page.getByRole('link', { name: 'What each role can do' }).click()
  await page.getByRole('button', { name: 'Nurse' }).click()
  await expect(page.getByRole('table', { name: 'Nurse: may', exact: true })).toContainText('Register patients')
  await expect(page.getByRole('table', { name: 'Nurse: may not' })).toContainText('Add, change and disable users')
})

test('the last administrator stays, and is told why', async ({ page, request }) => {
  const active = '/auth/users?role=admin&status=active&limit=100'
  const { items } = await ask<{ items: { id: string; email: string }[] }>(request, 'admin', 'GET', active)
  const others = items.filter(({ email }) => email !== demoLogins.admin.email)
  const put = (status: 'active' | 'disabled') =>
    Promise.all(others.map(({ id }) => ask(request, 'admin', 'PUT', `/auth/users/${id}`, { status })))
  await put('disabled')
  await signIn(page, 'admin', '/app/users?role=admin&status=active')
  const name = new RegExp(`^Disable ${demoLogins.admin.name}`)
  await page.getByRole('button', { name }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Disable' }).click()
  await expect(dialog.getByText('Make somebody else an administrator first.')).toBeVisible()
  await put('active')
})

test('what leaves the house by e-mail can be read before it does', async ({ page }) => {
  await signIn(page, 'admin', '/app/templates')
  await choose(page, 'Which e-mail', 'Appointment reminder')
  await expect(page.getByRole('heading', { name: 'A reminder of an appointment in Wardline' })).toBeVisible()
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'See the appointment' })).toBeVisible()
  await expect(page.getByText(/^You have an appointment soon\. .*See the appointment: http/s)).toBeVisible()
})
