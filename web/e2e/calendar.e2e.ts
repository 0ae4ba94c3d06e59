import { expect, type Locator, type Page } from '@playwright/test'
import { expectNothingFound } from './axe.ts'
import { offered, pick } from './booking.ts'
import { test } from './desks.ts'

const dayMs = 86_400_000

/** A day of its own for each journey and minute, so that the same hospital can be tested again: both cardiologists work on Mondays, Wednesdays and Fridays. */
function aDay(journey: number): string {
  const place = (Math.floor(Date.now() / 60_000) * 7 + journey) % 120
  const monday = Date.now() + (43 - new Date().getUTCDay()) * dayMs
  return new Date(monday + (Math.floor(place / 3) * 7 + (place % 3) * 2) * dayMs).toISOString().slice(0, 10)
}

const free = (column: Locator) => column.getByRole('gridcell', { name: /, free$/ })

/** The columns of doctors who have time on a day. */
async function openDay(page: Page, day: string): Promise<Locator> {
  await page.goto(`/app/calendar?day=${day}&specialty=Cardiology`)
  const columns = page.getByRole('row').filter({ has: page.getByRole('gridcell', { name: /, free$/ }) })
  await expect(columns.first()).toBeVisible()
  return columns
}

const nameOf = async (column: Locator) => (await column.getAttribute('aria-label'))?.split(',')[0] ?? ''
const fromOf = async (cell: Locator) => /\d\d:\d\d/.exec((await cell.getAttribute('aria-label')) ?? '')?.[0] ?? ''

/** A patient's appointment in a column. */
const entryOf = (column: Locator, patient: string, status = 'Booked') =>
  column.getByRole('gridcell', { name: new RegExp(`^${patient} .*, ${status}$`) })

/** Books whoever is found at that place, at a free place of a column. Returns the patient's name. */
async function bookAt(page: Page, cell: Locator, place: number): Promise<string> {
  await cell.click()
  const dialog = page.getByRole('dialog', { name: 'New appointment' })
  const patient = await pick(page, 'Patient', 'a', place)
  await dialog.getByRole('button', { name: 'Book appointment' }).click()
  await expect(dialog).toBeHidden()
  return patient
}

test('the desk clicks a free place and books it there', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  await desk.getByRole('link', { name: 'Calendar' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible()
  const column = (await openDay(desk, aDay(0))).first()
  const doctor = await nameOf(column)
  const from = await fromOf(free(column).first())
  await free(column).first().click()

  const dialog = desk.getByRole('dialog', { name: 'New appointment' })
  await expect(dialog.getByRole('combobox', { name: 'Doctor' })).toHaveValue(doctor)
  await expect(dialog.getByRole('radio', { name: from })).toBeChecked()
  await expect(dialog.getByText('This time is kept for you')).toBeVisible()
  await expectNothingFound(desk)
  const patient = await pick(desk, 'Patient', 'a')
  await dialog.getByLabel('Reason for the visit').fill('Follow-up')
  await dialog.getByRole('button', { name: 'Book appointment' }).click()

  const entry = entryOf(column, patient)
  await entry.click()
  const panel = desk.getByRole('dialog', { name: patient })
  await expect(panel).toContainText('Follow-up')
  await expect(panel.getByRole('link', { name: 'Patient’s chart' })).toBeVisible()
  await expectNothingFound(desk)
  await desk.keyboard.press('Escape')
  await expect(entry).toBeFocused()
})

test('a longer time is chosen by dragging over free places', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  const column = (await openDay(desk, aDay(1))).first()
  await free(column).nth(1).dragTo(free(column).nth(2))
  const dialog = desk.getByRole('dialog', { name: 'New appointment' })
  const minutes = Number(await dialog.getByLabel('Length in minutes').inputValue())
  await desk.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await free(column).nth(1).click()
  await expect(dialog.getByLabel('Length in minutes')).toHaveValue(String(minutes / 2))
})

test('all of it by the keyboard: book, go there, move', async ({ sitDown }) => {
  test.slow()
  const desk = await sitDown('receptionist')
  const column = (await openDay(desk, aDay(2))).first()
  await free(column).first().focus()
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Shift+ArrowDown')
  await desk.keyboard.press('Enter')
  const dialog = desk.getByRole('dialog', { name: 'New appointment' })
  await expect(dialog).toBeVisible()
  const field = dialog.getByRole('combobox', { name: 'Patient' })
  await field.focus()
  await field.pressSequentially('a')
  const options = await offered(desk)
  await desk.keyboard.press('ArrowDown')
  await desk.keyboard.press('Enter')
  await expect(options).toHaveCount(0)
  const patient = await field.inputValue()
  await dialog.getByRole('button', { name: 'Book appointment' }).press('Enter')
  await expect(dialog).toBeHidden()

  const entry = entryOf(column, patient)
  await expect(entry).toBeVisible()
  const before = await fromOf(entry)
  await entry.focus()
  await desk.keyboard.press('m')
  const move = desk.getByRole('dialog', { name: `Move the appointment of ${patient}` })
  await expect(move.getByText('Choose a time below.')).toBeVisible()
  await move.getByRole('radio').last().focus()
  await desk.keyboard.press('Space')
  await move.getByLabel('Starts at').fill('14:00')
  await expect(move.getByText('Nothing stands in the way.')).toBeVisible()
  await move.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await expect(move).toBeHidden()
  await expect(entry).toHaveAccessibleName(/ 14:00/)
  expect(before).not.toBe('14:00')
})

test('a drag onto somebody else’s time is told of before it is saved, and done with a reason', async ({ sitDown }) => {
  test.slow()
  const desk = await sitDown('receptionist')
  const columns = await openDay(desk, aDay(3))
  const column = columns.first()
  const doctor = await nameOf(column)
  const first = await bookAt(desk, free(column).first(), 1)
  const second = await bookAt(desk, free(column).nth(1), 2)
  const [one, other] = [first, second].map((name) => entryOf(column, name))
  if (!one || !other) throw new Error('two were booked')
  const from = await fromOf(other)

  await one.dragTo(other)
  const dialog = desk.getByRole('dialog', { name: `Move the appointment of ${first}` })
  await expect(dialog.getByRole('alert')).toContainText(`${doctor} already has an appointment at that time.`)
  await dialog.getByRole('button', { name: 'Move anyway' }).click()
  await expect(dialog.getByText('Why move it there anyway is needed.')).toBeVisible()
  await expectNothingFound(desk)
  await dialog.getByLabel('Why move it there anyway').fill('Twins, seen together')
  await dialog.getByRole('button', { name: 'Move anyway' }).click()
  await expect(dialog).toBeHidden()
  await expect(entryOf(column, first, 'Booked, booked anyway')).toHaveAccessibleName(new RegExp(` ${from}`))
  await expect(other).toBeVisible()
})

test('two desks see each other’s moves and what the other is booking, and keep their place', async ({ sitDown }) => {
  test.slow()
  const [here, there] = [await sitDown('receptionist'), await sitDown('admin')]
  const day = aDay(4)
  const [columns, same] = [await openDay(here, day), await openDay(there, day)]
  const patient = await bookAt(here, free(columns.first()).first(), 4)
  await expect(entryOf(same.first(), patient)).toBeVisible()

  const grid = there.getByRole('grid')
  await grid.evaluate((element) => element.scrollBy(0, 120))
  const top = await grid.evaluate((element) => element.scrollTop)
  let loads = 0
  there.on('load', () => {
    loads += 1
  })

  const [doctor, another] = [columns.nth(0), columns.nth(1)]
  const target = free(another).nth(2)
  const from = await fromOf(target)
  await entryOf(doctor, patient).dragTo(target)
  const dialog = here.getByRole('dialog', { name: `Move the appointment of ${patient}` })
  await expect(dialog.getByText('Nothing stands in the way.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(entryOf(same.nth(1), patient)).toHaveAccessibleName(new RegExp(` ${from}`))
  await expect(entryOf(same.nth(0), patient)).toHaveCount(0)

  await free(columns.first()).nth(3).click()
  const held = same.first().getByRole('gridcell', { name: /being booked by somebody else$/ })
  await expect(held).toHaveCount(1)
  await here.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(held).toHaveCount(0)
  expect(await grid.evaluate((element) => element.scrollTop)).toBe(top)
  expect(loads).toBe(0)
})

test('doctors see their own week first, on a phone a day at a time', async ({ sitDown }) => {
  const doctor = await sitDown('doctor', '/app/calendar')
  await expect(doctor.getByRole('grid', { name: /^The week of / }).getByRole('row')).toHaveCount(7)
  await doctor.setViewportSize({ width: 390, height: 844 })
  const shown = doctor.getByLabel('Shown')
  await shown.selectOption({ index: 3 })
  await expect(doctor.getByRole('rowheader').nth(3)).toBeInViewport({ ratio: 0.9 })
  await expect(shown).toHaveValue('3')
})

test('Tab leads into the calendar from wherever one has scrolled to', async ({ sitDown }) => {
  const doctor = await sitDown('doctor')
  await doctor.setViewportSize({ width: 390, height: 844 })
  await doctor.goto('/app/calendar')
  const shown = doctor.getByLabel('Shown')
  await shown.selectOption({ index: 6 })
  await expect(doctor.getByRole('rowheader').nth(6)).toBeInViewport({ ratio: 0.9 })
  await expect(shown).toHaveValue('6')
  await shown.press('Tab')
  await expect(doctor.getByRole('grid').locator(':focus')).toHaveRole('gridcell')
})

test('patients have no calendar', async ({ sitDown }) => {
  const patient = await sitDown('patient')
  await expect(patient.getByRole('link', { name: 'Calendar' })).toHaveCount(0)
  await patient.goto('/app/calendar')
  await expect(patient.getByRole('heading', { name: 'This page is not open to you' })).toBeVisible()
})
