import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { ask, callThem, registerUnreached } from './asking.ts'
import { pick, takeNextFree } from './booking.ts'
import { test } from './desks.ts'

/** A patient books for themselves with any doctor. Whom, and on which day. */
async function bookOwn(patient: Page): Promise<{ doctor: string; day: string; time: string }> {
  await patient.goto('/app/appointments/new')
  const doctor = await pick(patient, 'Doctor', 'a', 4)
  const time = await takeNextFree(patient)
  const day = await patient.getByLabel('Day').inputValue()
  await patient.getByRole('button', { name: 'Book appointment' }).click()
  await expect(patient.getByRole('heading', { level: 1, name: time })).toBeVisible()
  return { doctor, day, time }
}

/** Books somebody without a login with the doctor on that day. Whom. */
async function bookUnreached(request: APIRequestContext, doctor: string, day: string): Promise<string> {
  const patient = await registerUnreached(request)
  const { items } = await ask<{ items: { id: string }[] }>(request, 'receptionist', 'GET', `/doctors?q=${doctor}`)
  const doctorId = items[0]?.id
  const { timeZone } = await ask<{ timeZone: string }>(request, 'receptionist', 'GET', '/health/live')
  // A day of the hospital lies within these, whatever its zone.
  const [from, to] = [-1, 2].map((days) => new Date(Date.parse(day) + days * 86_400_000).toISOString())
  const path = `/doctors/${doctorId}/slots?from=${from}&to=${to}`
  const slots = await ask<{ items: { startsAt: string }[] }>(request, 'receptionist', 'GET', path)
  const dayOf = (at: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone })
  const startsAt = slots.items.map((slot) => slot.startsAt).find((at) => dayOf(at) === day)
  await ask(request, 'receptionist', 'POST', '/appointments', { patientId: patient.id, doctorId, startsAt })
  return patient.name
}

test('leave → affected → moved → told: the patient’s open page says at once where the visit went', async ({
  sitDown,
  request,
}) => {
  test.slow()
  const [patient, desk] = [await sitDown('patient'), await sitDown('receptionist')]
  const { doctor, day, time } = await bookOwn(patient)
  const unreached = await bookUnreached(request, doctor, day)
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
  await expect(dialog.getByRole('listitem').filter({ hasText: unreached })).toContainText(callThem(unreached))
  await dialog.getByRole('button', { name: /^Move / }).click()
  await expect(dialog.getByRole('status')).toContainText('moved.')
  await expect(dialog.getByText('No appointment is left in this time.')).toBeVisible()
  const toTell = dialog.getByRole('list', { name: 'Whom to tell what' })
  await expect(toTell).toContainText(`${time} with ${doctor} →`)
  await expect(toTell).toContainText(callThem(unreached))

  const toast = patient.getByRole('region', { name: /^What just happened/ }).getByText(/moved/i)
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
