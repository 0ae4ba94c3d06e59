import { expect } from '@playwright/test'
import { test } from './desks.ts'
import { signIn } from './sign-in.ts'

test('the session outlives a reload, with no token in storage', async ({ page, context }) => {
  const answer = page.waitForResponse((response) => response.url().endsWith('/auth/login'))
  await signIn(page, 'receptionist')
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
  await page.getByLabel('E-mail').fill('receptionist@wardline.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('This e-mail and password don’t go together')).toBeVisible()
  await page.getByLabel('Password').fill(process.env.DEMO_PASSWORD ?? 'wardline-demo')
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

  const admin = await sitDown('admin')
  await admin.goto('/app/send')
  await admin.getByLabel('To', { exact: true }).selectOption({ label: 'Everyone with a role' })
  await admin.getByLabel('Role').selectOption({ label: 'Receptionist' })
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
