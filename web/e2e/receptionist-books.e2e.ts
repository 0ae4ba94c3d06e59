import { expect, type Page } from '@playwright/test'
import { expectSomebody } from './asking.ts'
import { findFreeDay, pick, takeNextFree } from './booking.ts'
import { test } from './desks.ts'
import { holdBack } from './hold-back.ts'

const unreadAt = async (page: Page): Promise<number> => {
  const name = await page.getByRole('button', { name: /^Notifications/ }).getAttribute('aria-label')
  return Number(/(\d+) unread/.exec(name ?? '')?.[1] ?? 0)
}

test('a receptionist books, and the doctor’s open page shows the alert without a reload', async ({ sitDown }) => {
  const doctor = await sitDown('doctor')
  const receptionist = await sitDown('receptionist')
  await expect(doctor.getByRole('heading', { name: 'Your day' })).toBeVisible()
  const doctorName =
    (await doctor.getByRole('complementary', { name: 'Sidebar' }).getByRole('paragraph').first().textContent()) ?? ''
  const unread = await unreadAt(doctor)
  let loads = 0
  doctor.on('load', () => {
    loads += 1
  })

  await receptionist.getByRole('link', { name: 'New appointment' }).click()
  const patient = await pick(receptionist, 'Patient', 'a')
  // Two of one name are told apart once chosen too.
  const chosen = receptionist.getByRole('combobox', { name: 'Patient' })
  await expect(chosen).toHaveAccessibleDescription(/^MRN-\d+ · born \d/)
  await pick(receptionist, 'Doctor', doctorName)
  const time = await takeNextFree(receptionist)
  await expect(receptionist.getByRole('radio', { name: time })).toBeChecked()
  await expect(receptionist.getByText('This time is kept for you while you fill in the rest.')).toBeVisible()
  await receptionist.getByLabel('Reason for the visit').fill('Palpitations')
  await receptionist.getByRole('button', { name: 'Book appointment' }).click()

  await expect(receptionist.getByRole('heading', { level: 1, name: time })).toBeVisible()
  await expect(receptionist.getByText('Palpitations').first()).toBeVisible()

  await expect(doctor.getByText(`${patient} is booked with you on`)).toBeVisible()
  await expect(doctor.getByRole('button', { name: `Notifications, ${unread + 1} unread` })).toBeVisible()
  await doctor.getByRole('button', { name: /^Notifications/ }).click()
  const first = doctor.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').first()
  await expect(first).toContainText(patient)
  await first.getByRole('button').first().click()
  await expect(doctor.getByRole('heading', { level: 1, name: time })).toBeVisible()
  expect(loads).toBe(0)
})

test('a conflict is said in words, and the desk books anyway with a reason', async ({ sitDown }) => {
  const receptionist = await sitDown('receptionist', '/app/appointments/new')
  const patient = await pick(receptionist, 'Patient', 'a', 2)
  const doctor = await pick(receptionist, 'Doctor', 'a')
  // Another day each minute, so that the same hospital can be tested again.
  const ahead = 30 + (Math.floor(Date.now() / 60_000) % 300)
  await receptionist.getByLabel('Day').fill(new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10))
  await receptionist.getByRole('radio', { name: 'Another time' }).check({ force: true })
  await receptionist.getByLabel('Starts at').fill('03:10')
  // The time cannot be kept for them, which they hear before they book.
  await expect(receptionist.getByRole('alert')).toContainText(`${doctor} doesn’t see patients at that time.`)
  await receptionist.getByRole('button', { name: 'Book anyway' }).click()
  await expect(receptionist.getByText('Why book it anyway is needed.')).toBeVisible()
  await receptionist.getByLabel('Why book it anyway').fill('The doctor agreed by telephone')
  await receptionist.getByRole('button', { name: 'Book anyway' }).click()

  await expect(receptionist.getByRole('heading', { level: 1, name: '03:10' })).toBeVisible()
  await expect(receptionist.getByRole('link', { name: patient })).toBeVisible()
  await expect(receptionist.getByText('The doctor agreed by telephone').first()).toBeVisible()
})

test('a patient is checked in from the row', async ({ sitDown, request }) => {
  for (const daysAhead of [0, 1]) await expectSomebody(request, daysAhead)
  const receptionist = await sitDown('receptionist', '/app/appointments')
  await receptionist.getByLabel('Status').selectOption({ label: 'Booked' })
  // What stands there of the day before cannot be taken for the other day's, nor pressed.
  const release = await holdBack(receptionist, '**/appointments?*')
  await receptionist.getByRole('button', { name: 'Day after' }).click()
  await expect(receptionist.locator('[inert]').getByRole('table')).toBeVisible()
  release()
  await expect(receptionist.locator('[inert]')).toHaveCount(0)
  const button = receptionist.getByRole('button', { name: /^Check in for / }).first()
  await expect(button).toBeVisible()
  const row = receptionist.getByRole('row').filter({ has: button }).first()
  const link = (await row.getByRole('link').first().getAttribute('href')) ?? ''
  await button.click()
  await receptionist
    .getByRole('dialog', { name: 'Not today' })
    .getByRole('button', { name: 'Check in all the same' })
    .click()
  await receptionist.goto(link)
  await expect(receptionist.getByText('Checked in', { exact: true }).first()).toBeVisible()
})

test('an appointment is rescheduled from its page, and the desk may take it back', async ({ sitDown }) => {
  const receptionist = await sitDown('receptionist', '/app/appointments/new')
  await pick(receptionist, 'Patient', 'a', 3)
  await pick(receptionist, 'Doctor', 'a', 5)
  const [time = '', later = ''] = await findFreeDay(receptionist)
  // The field writes the day as the browser does; its weekday stands below.
  await expect(receptionist.getByLabel('Day')).toHaveAccessibleDescription(/^\w+day,? \d+ \w+ \d{4}$/)
  await receptionist.getByRole('radio', { name: time }).check({ force: true })
  await receptionist.getByRole('button', { name: 'Book appointment' }).click()
  await expect(receptionist.getByRole('heading', { level: 1, name: time })).toBeVisible()

  await receptionist.getByRole('button', { name: 'Move…' }).click()
  const dialog = receptionist.getByRole('dialog', { name: /^Move the appointment of / })
  await dialog.getByRole('radio', { name: later }).check({ force: true })
  await expect(dialog.getByText('Nothing stands in the way.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(receptionist.getByRole('heading', { level: 1, name: `${later}–` })).toBeVisible()

  await receptionist.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(receptionist.getByRole('heading', { level: 1, name: `${time}–` })).toBeVisible()
})
