import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { demoLogins } from '@wardline/demo/accounts'
import { ask } from './asking.ts'
import { test } from './desks.ts'
import { enter, signIn } from './sign-in.ts'

const { receptionist, nurse } = demoLogins

test('the session outlives a reload, with no token in storage', async ({ page, context }) => {
  const answer = page.waitForResponse((response) => response.url().endsWith('/auth/login'))
  await enter(page, receptionist)
  const { accessToken } = (await (await answer).json()) as { accessToken: string }
  expect(accessToken.length).toBeGreaterThan(20)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Today at the desk' })).toBeVisible()

  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  expect(stored).not.toContain(accessToken)
  expect(stored).not.toContain('eyJ')
  const cookies = await context.cookies(new URL('/auth/refresh', page.url()).href)
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatchObject({ name: 'refresh', httpOnly: true, sameSite: 'Strict', path: '/auth' })
})

test('signing out in one tab signs the other out too', async ({ page, context }) => {
  await signIn(page, 'nurse')
  const other = await context.newPage()
  await other.goto('/app/patients')
  await expect(other.getByRole('heading', { name: 'Patients' })).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/app/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('after signing in one is where one wanted to go', async ({ page }) => {
  await page.goto('/app/doctors?q=a')
  await page.getByLabel('E-mail').fill(receptionist.email)
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This e-mail and password don’t go together')).toBeVisible()
  await expect(page.getByLabel('Password')).toBeFocused()
  // In place of what was typed before.
  await page.keyboard.type(receptionist.password)
  await page.getByRole('button', { name: 'Show characters' }).click()
  await expect(page.getByLabel('Password')).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Doctors' })).toBeVisible()
  await expect(page.getByLabel('Search doctors')).toHaveValue('a')
})

test('two tabs share one stream, and both show what is new', async ({ page, context, sitDown }) => {
  const streams: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/notifications/stream')) streams.push(request.url())
  })
  await signIn(page, 'receptionist')
  const other = await context.newPage()
  await other.goto('/app/doctors')
  await expect(other.getByRole('heading', { name: 'Doctors' })).toBeVisible()

  const admin = await sitDown('admin', '/app/send')
  await admin.getByLabel('To', { exact: true }).selectOption({ label: 'Roles I choose' })
  await admin.getByRole('group', { name: 'Roles' }).getByText('Receptionist').click()
  await admin.getByLabel('Title').fill('The lift is out of order')
  await admin.getByLabel('Message').fill('Use the one in the east wing.')
  await admin.getByRole('button', { name: 'Send', exact: true }).click()

  for (const tab of [page, other]) {
    await tab.getByRole('button', { name: /^Notifications, \d+ unread/ }).click()
    await expect(
      tab.getByRole('dialog', { name: 'Notifications' }).getByText('The lift is out of order').first(),
    ).toBeVisible()
  }
  expect(streams).toHaveLength(1)
})

const signInAgain = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' })

/** Ends the session behind the page's back, as another browser with the same cookie would. */
async function endSession(page: Page, elsewhere: APIRequestContext): Promise<void> {
  const [cookie] = await page.context().cookies(new URL('/auth/refresh', page.url()).href)
  const answer = await elsewhere.post('/auth/logout', { headers: { cookie: `refresh=${cookie?.value}` } })
  expect(answer.status()).toBe(204)
}

test('a session that ends in the middle of a form comes back to it, in both tabs', async ({
  page,
  request,
  context,
}) => {
  await signIn(page, 'receptionist', '/app/patients/new')
  await page.getByLabel('Given name').fill('Rosa')
  await page.getByLabel('Family name').fill('Halfway')
  const other = await context.newPage()
  await other.goto('/app/doctors')
  await expect(other.getByRole('heading', { name: 'Doctors' })).toBeVisible()

  await endSession(page, request)
  const dialog = signInAgain(page)
  await expect(dialog.getByLabel('E-mail')).toHaveValue(receptionist.email)
  await expect(dialog.getByLabel('Password')).toBeFocused()
  await expect(signInAgain(other)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()

  await dialog.getByLabel('Password').fill('not the password')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('This e-mail and password don’t go together')).toBeVisible()
  await dialog.getByLabel('Password').fill(receptionist.password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog).toBeHidden()
  await expect(signInAgain(other)).toBeHidden()

  await expect(page.getByLabel('Given name')).toHaveValue('Rosa')
  await page.getByLabel('Birth date').fill('1980-05-17')
  await page.getByLabel('Sex').selectOption({ label: 'Female' })
  await page.getByRole('button', { name: 'Register patient' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rosa Halfway' })).toBeVisible()
  // The stream went on too: what one tab did shows in the other.
  await other.goto('/app/patients?q=Rosa+Halfway')
  await expect(other.getByRole('link', { name: 'Rosa Halfway' }).first()).toBeVisible()
})

test('whoever signs in as somebody else sees nothing of the one before', async ({ page, request, context }) => {
  await signIn(page, 'receptionist', '/app/patients/new')
  await page.getByLabel('Given name').fill('Secret')
  const other = await context.newPage()
  await other.goto('/app/')
  await expect(other.getByRole('heading', { name: 'Today at the desk' })).toBeVisible()
  await endSession(page, request)
  await signInAgain(other).getByRole('button', { name: 'Sign in as somebody else' }).click()
  for (const tab of [page, other]) await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await other.getByLabel('E-mail').fill(nurse.email)
  await other.getByLabel('Password').fill(nurse.password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('heading', { name: 'Today’s arrivals' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Sidebar' }).getByText('Nurse')).toBeVisible()
  await expect(page.getByLabel('Given name')).toHaveValue('')
})

test('a user who is disabled is asked to sign in, and told that they cannot', async ({ page, request }) => {
  const leaver = { email: `leaver.${Date.now()}@wardline.example`, password: 'correct horse battery' }
  const user = { ...leaver, name: 'Lea Leaver', role: 'nurse' }
  const { id } = await ask<{ id: string }>(request, 'admin', 'POST', '/auth/users', user)
  await enter(page, leaver)
  await expect(page.getByRole('heading', { name: 'Today’s arrivals' })).toBeVisible()

  await ask(request, 'admin', 'PUT', `/auth/users/${id}`, { status: 'disabled' })
  const dialog = signInAgain(page)
  await dialog.getByLabel('Password').fill(leaver.password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(dialog.getByText('or the account is disabled')).toBeVisible()
  await dialog.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})
