import { expect, type Page } from '@playwright/test'
import { send } from './asking.ts'
import { turnToDayAfter } from './booking.ts'
import { test } from './desks.ts'
import { topOf } from './looking.ts'

const toNurses = { to: { roles: ['nurse' as const] }, body: 'Please read.' }

const inbox = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })

test('what came while the line was down is told when it is back, and the page says so meanwhile', async ({
  sitDown,
  request,
}) => {
  test.slow()
  const nurse = await sitDown('nurse')
  const sidebar = nurse.getByRole('complementary', { name: 'Sidebar' })
  // The stream proves it each 15 seconds.
  await expect(sidebar.getByText(/^Up to date at \d\d:\d\d:\d\d$/)).toBeVisible({ timeout: 20_000 })

  const before = `Lactate 7.2 ${Date.now()}`
  await send(request, { ...toNurses, title: before, severity: 'critical' })
  const pinned = nurse.getByRole('region', { name: 'Alerts that wait for your answer' })
  const alert = pinned.getByRole('listitem').filter({ hasText: before })
  await expect(alert).toBeVisible()

  await nurse.context().setOffline(true)
  await expect(nurse.getByText('Live updates are interrupted.')).toBeVisible({ timeout: 30_000 })
  await alert.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(alert.getByRole('alert')).toContainText('Others still see that nobody has this.')
  await expect(alert).toContainText(/\d+ (min|s) left/)
  await expect(nurse.getByText(/^You have everything up to \d\d:\d\d:\d\d\.$/)).toBeVisible()
  const mark = Date.now()
  const titles = [`Laundry ${mark}`, `Pharmacy ${mark}`]
  for (const title of titles) await send(request, { ...toNurses, title })
  const urgent = `Sodium 118 ${mark}`
  await send(request, { ...toNurses, title: urgent, severity: 'critical' })
  // Longer than a hiccup, after which each would show as if it had just come.
  await nurse.waitForFunction((since) => Date.now() - since > 6_000, mark)
  await nurse.context().setOffline(false)

  await expect(nurse.getByText('Live updates are interrupted.')).toBeHidden({ timeout: 30_000 })
  await expect(nurse.getByText('3 alerts while you were away')).toBeVisible()
  await expect(pinned.getByText(urgent)).toBeVisible()
  // What did not go out is not sent behind anybody's back.
  await expect(alert.getByRole('alert')).toContainText('Not acknowledged yet')
  await alert.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(alert).toContainText('You acknowledged this just now.')
  await nurse.getByRole('button', { name: 'Show them' }).click()
  await expect(nurse.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible()
  for (const title of [...titles, urgent])
    await expect(nurse.getByRole('main').getByRole('listitem').filter({ hasText: title })).toHaveCount(1)
  await expect(nurse.getByText('alerts while you were away')).toHaveCount(0)
})

test('when the tab that holds the stream is closed, another takes over, and nothing is missed or shown twice', async ({
  sitDown,
  request,
}) => {
  const nurse = await sitDown('nurse')
  const streams: string[] = []
  const other = await nurse.context().newPage()
  other.on('request', (asked) => {
    if (asked.url().endsWith('/notifications/stream')) streams.push(asked.url())
  })
  await other.goto('/app/')
  await other.getByRole('button', { name: /^Notifications/ }).click()
  await expect(inbox(other).getByText(/^Live/)).toBeVisible()
  expect(streams).toEqual([])

  const [before, after] = [`Before one left ${Date.now()}`, `After one left ${Date.now()}`]
  await send(request, { ...toNurses, title: before })
  await expect(inbox(other).getByText(before)).toHaveCount(1)
  await nurse.close()
  await send(request, { ...toNurses, title: after })
  await expect(inbox(other).getByText(after)).toHaveCount(1)
  await expect(inbox(other).getByText(before)).toHaveCount(1)
  expect(streams).toHaveLength(1)
  await expect(inbox(other).getByText(/^Live/)).toBeVisible()
})

test('the doctor’s list follows what the desk does', async ({ sitDown }) => {
  const doctor = await sitDown('doctor', '/app/appointments')
  await turnToDayAfter(doctor)
  const row = doctor.getByRole('row').filter({ hasText: 'Booked' }).first()
  await expect(row).toBeVisible()
  const address = (await row.getByRole('link').first().getAttribute('href')) ?? ''
  const same = doctor.getByRole('row').filter({ has: doctor.locator(`a[href="${address}"]`) })

  const receptionist = await sitDown('receptionist')
  await receptionist.goto(address)
  await receptionist.getByRole('button', { name: /^Check in for / }).click()
  await receptionist.getByRole('button', { name: 'Check in all the same' }).click()
  await expect(same).toContainText('Checked in')
})

test('a long list stays where one has scrolled to, while others change what is in it', async ({ sitDown }) => {
  // The first page brings the fonts: rows that begin in another grow lower when theirs comes.
  const desk = await sitDown('receptionist')
  await desk.goto('/app/patients')
  const rows = desk.getByRole('row')
  await expect.poll(() => rows.count()).toBeGreaterThan(30)
  const link = rows.nth(30).getByRole('link').first()
  await link.focus()
  const address = (await link.getAttribute('href')) ?? ''
  const row = rows.filter({ has: desk.locator(`a[href="${address}"]`) })
  await expect.poll(() => desk.evaluate(() => scrollY)).toBeGreaterThan(0)
  const before = await topOf(row)

  const other = await sitDown('receptionist')
  await other.goto(`${address}/edit`)
  const phone = `+34 600 ${Date.now() % 1_000_000}`
  await other.getByRole('group', { name: 'How to reach them' }).getByLabel('Phone').fill(phone)
  await other.getByRole('button', { name: 'Save' }).click()

  await expect(row).toContainText(phone)
  await expect(row).toHaveCount(1)
  expect(Math.abs((await topOf(row)) - before)).toBeLessThanOrEqual(1)
})

test('an alert read in one tab is read in the other', async ({ sitDown, request }) => {
  const nurse = await sitDown('nurse')
  const title = `For one tab ${Date.now()}`
  await send(request, { ...toNurses, title })
  const other = await nurse.context().newPage()
  await other.goto('/app/')
  for (const tab of [nurse, other]) await tab.getByRole('button', { name: /^Notifications, \d+ unread/ }).click()
  const item = (tab: Page) => inbox(tab).getByRole('listitem').filter({ hasText: title })
  await expect(item(other)).toContainText('Unread:')
  await item(nurse).getByRole('button').first().click()
  await expect(item(other)).not.toContainText('Unread:')
})

test('a critical alert is answered once, for all tabs and all who were asked', async ({ sitDown, request }) => {
  const title = `For one of you ${Date.now()}`
  const nurse = await sitDown('nurse')
  const other = await nurse.context().newPage()
  await other.goto('/app/doctors')
  await send(request, { ...toNurses, title, severity: 'critical' })
  for (const tab of [nurse, other]) {
    const alert = tab.getByRole('region', { name: 'Alerts that wait for your answer' })
    await expect(alert.getByText(title)).toBeVisible()
  }
  await nurse.getByRole('button', { name: `Acknowledge: ${title}` }).click()
  await expect(other.getByRole('button', { name: `Acknowledge: ${title}` })).toHaveCount(0)
})

test('a page that could not be fetched is there once the line is back', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  await desk.context().setOffline(true)
  await desk.getByRole('link', { name: 'Calendar' }).click()
  await expect(desk.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()
  await desk.context().setOffline(false)
  await desk.getByRole('button', { name: 'Try again' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible()
})
