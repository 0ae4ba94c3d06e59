import { expect } from '@playwright/test'
import { findFreeDay, pick } from './booking.ts'
import { test } from './desks.ts'

test('the desk enters leave, and moves what falls into it with one action', async ({ sitDown }) => {
  test.slow()
  const desk = await sitDown('receptionist')
  await desk.goto('/app/appointments/new')
  await pick(desk, 'Patient', 'a', 2)
  const doctor = await pick(desk, 'Doctor', 'a', 3)
  const [time = ''] = await findFreeDay(desk)
  const day = await desk.getByLabel('Day').inputValue()
  await desk.getByRole('radio', { name: time }).check({ force: true })
  await desk.getByRole('button', { name: 'Book appointment' }).click()
  await expect(desk.getByRole('heading', { name: 'What happened' })).toBeVisible()

  await desk.goto('/app/doctors')
  await desk.getByRole('searchbox', { name: 'Search doctors' }).fill(doctor)
  await desk.getByRole('link', { name: doctor }).first().click()
  await desk.getByRole('button', { name: 'Enter leave' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('First day').fill(day)
  await dialog.getByLabel('Last day').fill(day)
  await dialog.getByLabel('Reason').fill('Conference')
  await dialog.getByRole('button', { name: 'Enter leave' }).click()

  await expect(desk.getByRole('dialog', { name: 'Appointments during this leave' })).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await dialog.getByRole('button', { name: /^Move / }).click()
  await expect(dialog.getByRole('status')).toContainText('moved.')
  await expect(dialog.getByText('No appointment is left in this time.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await desk
    .getByRole('button', { name: /^Call off the leave of/ })
    .first()
    .click()
  await expect(desk.getByText('Leave called off')).toBeVisible()
})
