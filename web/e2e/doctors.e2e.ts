import { expect } from '@playwright/test'
import { test } from './desks.ts'

test('an administrator adds a doctor with hours, changes them, and archives the doctor', async ({ sitDown }) => {
  test.slow()
  const admin = await sitDown('admin')
  const family = `Sanz ${Date.now()}`
  await admin.goto('/app/doctors')
  await admin.getByRole('link', { name: 'Add doctor' }).click()
  await admin.getByLabel('Given name').fill('Marta')
  await admin.getByLabel('Family name').fill(family)
  await admin.getByLabel('Specialty').fill('Neurology')
  await admin.getByLabel('Phone').fill('no number')
  await admin.getByLabel('Minutes for a visit').fill('3')
  await admin.getByRole('button', { name: 'Add hours on Monday' }).click()
  await admin.getByLabel('Monday, until').first().fill('20:30')
  await admin.getByRole('button', { name: 'Add doctor' }).click()
  await expect(admin.getByText('Minutes: a whole number from 5 to 480.')).toBeVisible()
  await expect(admin.getByText('Two of these hours overlap.')).toBeVisible()

  await admin.getByLabel('Minutes for a visit').fill('20')
  await admin.getByLabel('Monday, until').first().fill('12:00')
  await admin.getByRole('button', { name: 'Copy Monday to other days' }).click()
  await admin.getByRole('menuitem', { name: 'Monday to Friday' }).click()
  await admin.getByRole('button', { name: 'Add doctor' }).click()
  await expect(admin.getByText('Write a phone number:')).toBeVisible()
  await admin.getByLabel('Phone').fill('+34 600 111 222')
  await admin.getByRole('button', { name: 'Add doctor' }).click()
  await expect(admin.getByRole('heading', { level: 1, name: `Marta ${family}` })).toBeVisible()
  await expect(admin.getByText('Mon–Fri 08:00–12:00 and 19:00–23:00')).toBeVisible()

  await admin.getByRole('link', { name: 'Change' }).click()
  await admin.getByLabel('Room').fill('B 12')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('B 12')).toBeVisible()

  await admin.getByRole('button', { name: 'Archive' }).click()
  await expect(admin.getByRole('dialog').getByText('They have no appointment ahead.')).toBeVisible()
  await admin.getByRole('button', { name: 'Archive this doctor' }).click()
  await expect(admin.getByRole('heading', { level: 1, name: 'Doctors' })).toBeVisible()
  await admin.getByRole('searchbox', { name: 'Search doctors' }).fill(family)
  await expect(admin.getByText(`Nobody found for “${family}”`)).toBeVisible()
  await admin.getByText('With those who are archived').click()
  await expect(admin.getByRole('row').filter({ hasText: family })).toContainText('Archived')
})

test('a public holiday is added, shows at every doctor, and is removed', async ({ sitDown }) => {
  const admin = await sitDown('admin')
  const name = `Founders’ Day ${Date.now()}`
  // Another day each time, so that the same hospital can be tested again.
  const day = new Date(Date.now() + (400 + (Math.floor(Date.now() / 60_000) % 300)) * 86_400_000)
  await admin.goto('/app/holidays')
  await admin.getByRole('button', { name: 'Add holiday' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Day').fill(day.toISOString().slice(0, 10))
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Add holiday' }).click()
  await expect(admin.getByRole('row').filter({ hasText: name })).toBeVisible()

  const desk = await sitDown('receptionist', '/app/doctors')
  await desk.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(desk.getByText(name)).toBeVisible()
  await admin.getByRole('button', { name: new RegExp(`^Remove ${name} on`) }).click()
  await expect(desk.getByText(name)).toHaveCount(0)
})
