import { expect, type Page } from '@playwright/test'
import { findFreeDay, pick } from './booking.ts'
import { test } from './desks.ts'

/** A patient books for themselves with any doctor. Whom, and on which day. */
async function bookOwn(patient: Page): Promise<{ doctor: string; day: string; time: string }> {
  await patient.goto('/app/appointments/new')
  const doctor = await pick(patient, 'Doctor', 'a', 4)
  // Other journeys begin with the first: the same patient is not free then.
  const time = (await findFreeDay(patient)).at(-1) ?? ''
  const day = await patient.getByLabel('Day').inputValue()
  await patient.getByRole('radio', { name: time }).check({ force: true })
  await patient.getByRole('button', { name: 'Book appointment' }).click()
  await expect(patient.getByRole('heading', { level: 1, name: time })).toBeVisible()
  return { doctor, day, time }
}

test('leave → affected → moved → told: the patient’s open page says at once where the visit went', async ({
  sitDown,
}) => {
  test.slow()
  const [patient, desk] = [await sitDown('patient'), await sitDown('receptionist')]
  const { doctor, day } = await bookOwn(patient)
  await patient.goto('/app/')
  const bell = patient.getByRole('button', { name: /^Notifications/ })
  await expect(bell).toBeVisible()

  await desk.goto('/app/doctors')
  await desk.getByRole('searchbox', { name: 'Search doctors' }).fill(doctor)
  await desk.getByRole('link', { name: doctor, exact: true }).first().click()
  await desk.getByRole('button', { name: 'Enter leave' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('First day').fill(day)
  await dialog.getByLabel('Last day').fill('2020-01-01')
  await dialog.getByRole('button', { name: 'Enter leave' }).click()
  await expect(dialog.getByText('The last day comes before the first.')).toBeVisible()
  await dialog.getByLabel('Last day').fill(day)
  await dialog.getByLabel('Reason').fill('Conference')
  await dialog.getByRole('button', { name: 'Enter leave' }).click()

  await expect(desk.getByRole('dialog', { name: 'Appointments during this leave' })).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await dialog.getByRole('button', { name: /^Move / }).click()
  await expect(dialog.getByRole('status')).toContainText('moved.')
  await expect(dialog.getByText('No appointment is left in this time.')).toBeVisible()

  const toast = patient.getByRole('region', { name: /Notifications/ }).getByText(/moved/i)
  await expect(toast.first()).toBeVisible()
  await bell.click()
  const told = patient.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').first()
  await expect(told).toContainText(/moved/i)
  await told.getByRole('button').first().click()
  await expect(patient.getByRole('heading', { name: 'What happened' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Close' }).click()
  await desk
    .getByRole('button', { name: /^Call off the leave of/ })
    .first()
    .click()
  await expect(desk.getByText('Leave called off')).toBeVisible()
})
