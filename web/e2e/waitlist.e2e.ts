import { expect, type Page } from '@playwright/test'
import { ask, callThem, registerUnreached } from './asking.ts'
import { expectNothingFound } from './axe.ts'
import { findFreeDay, pick } from './booking.ts'
import { test } from './desks.ts'

/** Books somebody else with a doctor, and returns the address of the appointment. */
async function bookWith(desk: Page, doctor: string): Promise<void> {
  await desk.goto('/app/appointments/new')
  await pick(desk, 'Patient', 'a', 5)
  await pick(desk, 'Doctor', doctor)
  const [time = ''] = await findFreeDay(desk)
  await desk.getByRole('radio', { name: time }).check({ force: true })
  await desk.getByRole('button', { name: 'Book appointment' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: time })).toBeVisible()
}

async function cancelIt(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: /^More for / }).click()
  await desk.getByRole('menuitem', { name: 'Cancel…' }).click()
  await desk.getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(desk.getByText('Called off')).toBeVisible()
}

test('who waits is offered the time that becomes free, passes once and then accepts, and staff see the chain', async ({
  sitDown,
  request,
}) => {
  test.slow()
  const [patient, desk] = [await sitDown('patient'), await sitDown('receptionist')]
  await patient.goto('/app/waitlist')
  await patient.getByRole('link', { name: 'Wait for a time' }).click()
  await expect(patient.getByRole('combobox', { name: 'Patient' })).toHaveCount(0)
  await patient.getByRole('button', { name: 'Wait for a time' }).click()
  await expect(patient.getByText('Doctor is needed.')).toBeVisible()
  const doctor = await pick(patient, 'Doctor', 'a', 6)
  await patient.getByLabel('Reason').fill('Sooner, please')
  await patient.getByRole('button', { name: 'Wait for a time' }).click()
  await expect(patient.getByText('Nothing offered yet')).toBeVisible()

  // Next in turn is somebody who has to be called.
  const unreached = await registerUnreached(request)
  const { items } = await ask<{ items: { id: string }[] }>(request, 'receptionist', 'GET', `/doctors?q=${doctor}`)
  const waiting = { patientId: unreached.id, doctorId: items[0]?.id }
  const { id } = await ask<{ id: string }>(request, 'receptionist', 'POST', '/waitlist', waiting)

  await bookWith(desk, doctor)
  await cancelIt(desk)
  await expect(patient.getByRole('main').getByText('A time has become free')).toBeVisible()
  await expect(patient.getByText(/^\d+ min \d\d s left to answer$/)).toBeVisible()
  await patient.getByRole('button', { name: 'Decline and wait further' }).click()
  await expect(patient.getByText('Passed on')).toBeVisible()
  await expect(patient.getByRole('table', { name: 'Times offered' })).toContainText('Declined')

  await bookWith(desk, doctor)
  await cancelIt(desk)
  await patient.getByRole('link', { name: 'Waiting list', exact: true }).first().click()
  await patient.getByRole('button', { name: 'Accept and book it' }).click()
  await expect(patient.getByRole('heading', { name: 'What happened' })).toBeVisible()

  await desk.goto('/app/waitlist')
  const asked = desk.getByRole('table', { name: 'Waiting list' }).getByRole('row').filter({ hasText: unreached.name })
  await expect(asked).toContainText(callThem(unreached.name))
  await ask(request, 'receptionist', 'DELETE', `/waitlist/${id}`)
  await expect(asked).toHaveCount(0)
  const chain = desk.getByRole('table', { name: 'Times that became free' })
  await expect(chain.getByText('Accepted').first()).toBeVisible()
  await expect(chain.getByText('Declined').first()).toBeVisible()
  await expect(chain.getByText(/^asked \d\d:\d\d, \d\d:\d\d by /).first()).toBeVisible()
  await desk.getByLabel('Show').selectOption('Who has an appointment by now')
  await expect(desk.getByRole('table', { name: 'Waiting list' }).getByText('Booked').first()).toBeVisible()
})

test('who finds nothing free waits for any doctor of the specialty, and is taken off the list', async ({ sitDown }) => {
  const desk = await sitDown('receptionist', '/app/appointments/new')
  const patient = await pick(desk, 'Patient', 'e', 1)
  await desk.getByLabel('Reason for the visit').fill('Palpitations')
  await desk.getByRole('button', { name: 'Next free time' }).click()
  await desk.getByLabel('With', { exact: true }).selectOption('Cardiology')
  // Far ahead: in the demo somebody works today, whatever day it is.
  const from = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  await desk.getByLabel('From', { exact: true }).fill(from)
  const later = desk.getByRole('button', { name: 'Later times' })
  await later.press('Enter')
  await expect(desk.getByRole('list', { name: 'Free times' }).getByRole('button')).toHaveCount(12)
  await expect(later).toBeFocused()
  await desk.getByLabel('Which day').selectOption('Sunday')
  await expect(desk.getByText(/^No such time is free until /)).toBeVisible()
  await expectNothingFound(desk)
  await desk.getByRole('link', { name: 'Put on the waiting list' }).click()
  await expect(desk.getByRole('combobox', { name: 'Patient' })).toHaveValue(patient)
  await expect(desk.getByLabel('Specialty')).toHaveValue('Cardiology')
  await expect(desk.getByLabel('Can come from')).toHaveValue(from)
  await expect(desk.getByLabel('Reason')).toHaveValue('Palpitations')
  await desk.getByLabel('Can come from').fill('2030-01-02')
  await desk.getByLabel('Can come until').fill('2030-01-01')
  await desk.getByRole('button', { name: 'Put on the waiting list' }).click()
  await expect(desk.getByText('The last day comes before the first.')).toBeVisible()
  await desk.getByLabel('Can come until').fill('2030-01-31')
  await desk.getByRole('button', { name: 'Put on the waiting list' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: patient })).toBeVisible()
  await expect(desk.getByText(/^Any doctor of /)).toBeVisible()
  await desk.getByRole('button', { name: `Take ${patient} off the list` }).click()
  await expect(desk.getByText('Not waiting', { exact: true })).toBeVisible()
})
