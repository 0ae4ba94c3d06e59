import { expect, type Page } from '@playwright/test'
import { ask, expectSomebody, randomFamilyName } from './asking.ts'
import { pick } from './booking.ts'
import { test } from './desks.ts'
import { holdBack } from './hold-back.ts'
import { topOf } from './looking.ts'

const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name} \\d+$`) })
const rowOf = (page: Page, patient: string) => page.getByRole('row').filter({ hasText: patient })

async function register(page: Page, family: string): Promise<string> {
  const finder = page.getByRole('combobox', { name: 'Who is at the desk?' })
  await expect(finder).toBeFocused()
  await finder.fill(`Ada ${family}`)
  await expect(page.getByText('Nobody found.')).toBeVisible()
  await page.getByRole('link', { name: 'Register patient' }).click()
  await expect(page.getByLabel('Given name')).toHaveValue('Ada')
  await expect(page.getByLabel('Family name')).toHaveValue(family)
  await page.getByLabel('Birth date').fill('1980-05-17')
  await page.getByLabel('Sex').selectOption({ label: 'Female' })
  await page.getByRole('button', { name: 'Register patient' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Ada ${family}` })).toBeVisible()
  return `Ada ${family}`
}

/** At this very minute, outside whatever hours the doctor keeps, so that the day goes on at any hour of the night. */
async function bookNow(page: Page, doctor: string): Promise<void> {
  await pick(page, 'Doctor', doctor)
  await page.getByRole('radio', { name: 'Another time' }).check({ force: true })
  const now = new Date().toLocaleTimeString('en-GB', { timeZone: await hospitalZone(page), timeStyle: 'short' })
  await page.getByLabel('Starts at').fill(now)
  await page.getByLabel('Reason for the visit').fill('Palpitations')
  await page.getByRole('button', { name: 'Book appointment' }).click()
  const anyway = page.getByRole('button', { name: 'Book anyway' })
  const booked = page.getByRole('button', { name: /^Check in for / })
  await expect(anyway.or(booked)).toBeVisible()
  if (await booked.isVisible()) return
  await page.getByLabel('Why book it anyway').fill('The doctor agreed')
  await anyway.click()
  await expect(booked).toBeVisible()
}

async function hospitalZone(page: Page): Promise<string> {
  const answer = await page.request.get('/health/live')
  return ((await answer.json()) as { timeZone: string }).timeZone
}

const nameOf = async (page: Page): Promise<string> =>
  (await page.getByRole('complementary', { name: 'Sidebar' }).getByRole('paragraph').first().textContent()) ?? ''

test('register → book → arrive → seen, at two desks at once', async ({ sitDown }) => {
  test.slow()
  const doctor = await sitDown('doctor')
  const desk = await sitDown('receptionist')
  const doctorName = await nameOf(doctor)
  let loads = 0
  doctor.on('load', () => {
    loads += 1
  })

  const patient = await register(desk, randomFamilyName())
  await desk.getByRole('link', { name: 'New appointment' }).first().click()
  await bookNow(desk, doctorName)
  await tab(doctor, 'Expected').click()
  await expect(rowOf(doctor, patient)).toBeVisible()

  await desk.getByRole('link', { name: 'Today' }).click()
  await rowOf(desk, patient)
    .getByRole('button', { name: `Check in for ${patient}` })
    .click()
  await expect(rowOf(desk, patient)).toHaveCount(0)
  await expect(desk.getByRole('tabpanel').locator(':focus')).toBeVisible()
  await tab(desk, 'Waiting').click()
  await expect(rowOf(desk, patient)).toContainText('Checked in')
  await expect(rowOf(doctor, patient)).toHaveCount(0)
  await tab(doctor, 'Waiting').click()
  await expect(rowOf(doctor, patient)).toContainText('0 min')

  // The chart begins the visit and ends it; a key pressed twice does not do both.
  await rowOf(doctor, patient).getByRole('link', { name: patient }).click()
  await expect(doctor.getByRole('heading', { level: 1, name: patient })).toBeVisible()
  await doctor.getByRole('button', { name: `Start for ${patient}` }).press('Enter')
  await expect(doctor.getByRole('heading', { level: 1, name: patient })).toBeFocused()
  await expect(rowOf(desk, patient)).toHaveCount(0)
  await tab(desk, 'With the doctor').click()
  await expect(rowOf(desk, patient)).toContainText('With the doctor')

  await doctor.getByRole('button', { name: `Complete for ${patient}` }).press('Enter')
  await expect(doctor.getByRole('button', { name: `Undo for ${patient}` })).toBeFocused()
  await tab(desk, 'Done').click()
  await expect(rowOf(desk, patient)).toContainText('Done')
  expect(loads).toBe(0)
})

test('a check-in can be taken back before anybody else hears of it', async ({ sitDown, request }) => {
  const name = await expectSomebody(request)
  const desk = await sitDown('receptionist')
  const changes: string[] = []
  desk.on('request', (request) => request.method() === 'PUT' && changes.push(request.url()))
  const first = desk.getByRole('button', { name: /^Check in for / }).first()
  await expect(first).toBeVisible()
  // What the desk presses all day is on the first screen: alerts may push the page down, the page its list no further.
  expect((await topOf(first)) - (await topOf(desk.getByRole('heading', { level: 1 })))).toBeLessThan(500)
  const button = desk.getByRole('button', { name: `Check in for ${name}` })
  await button.click()
  await expect(rowOf(desk, name)).toHaveCount(0)
  await desk.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(desk, name)).toBeVisible()
  await expect(button).toBeFocused()
  expect(changes).toEqual([])
})

test('somebody else was quicker: the row says what it is now', async ({ sitDown, request }) => {
  const name = await expectSomebody(request)
  const desk = await sitDown('receptionist')
  const other = await sitDown('receptionist')
  const button = desk.getByRole('button', { name: `Check in for ${name}` })
  // Both hold their step for some seconds: the desk's is sent when the other's is settled.
  const settled = other.waitForResponse((response) => response.request().method() === 'PUT')
  await desk.route('**/appointments/*', async (route) => {
    if (route.request().method() === 'PUT') await settled
    await route.continue()
  })
  await button.click()
  await rowOf(other, name)
    .getByRole('button', { name: `More for ${name}` })
    .click()
  await other.getByRole('menuitem', { name: 'Mark as arrived' }).click()
  await expect(desk.getByText('Someone else changed this')).toBeVisible()
  await expect(desk.getByText(`${name} is now: Arrived.`)).toBeVisible()
  await tab(desk, 'Waiting').click()
  await expect(rowOf(desk, name)).toContainText('Arrived')
})

test('many are checked in at once', async ({ sitDown, request }) => {
  const names = [await expectSomebody(request), await expectSomebody(request)]
  const desk = await sitDown('receptionist')
  for (const name of names) await desk.getByRole('checkbox', { name: `Choose ${name}` }).check({ force: true })
  await desk.getByRole('button', { name: 'Check in (2)' }).click()
  await expect(desk.getByText('2 patients')).toBeVisible()
  await tab(desk, 'Waiting').click()
  for (const name of names) await expect(rowOf(desk, name).getByRole('button', { name: /^Undo/ })).toHaveCount(0)
  for (const name of names) await expect(rowOf(desk, name)).toContainText('Checked in')
})

test('whoever is found opens or books in one key', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  const finder = desk.getByRole('combobox', { name: 'Who is at the desk?' })
  await expect(finder).toBeFocused()
  await finder.pressSequentially('MRN-000012')
  const option = desk.getByRole('option').first()
  await expect(option).toContainText(/MRN-000012 · \d+ years/)
  const name = (await option.getByRole('paragraph').first().textContent()) ?? ''
  await finder.press('Enter')
  await expect(desk.getByRole('heading', { level: 1, name })).toBeVisible()

  await desk.getByRole('link', { name: 'Today' }).click()
  await finder.pressSequentially('MRN-000012')
  await expect(option).toContainText('MRN-000012')
  await finder.press('Shift+Enter')
  await expect(desk.getByRole('combobox', { name: 'Patient' })).toHaveValue(name)
})

test('whoever types before the search is loaded loses no letter', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  const release = await holdBack(desk, '**/PatientSearch-*.js')
  await desk.reload()
  const finder = desk.getByRole('combobox', { name: 'Who is at the desk?' })
  await expect(finder).toBeFocused()
  await desk.keyboard.type('RN-0000')
  await desk.keyboard.press('Home')
  release()
  // Where the caret was, whichever of the two fields is there by now.
  await desk.keyboard.type('M')
  await desk.keyboard.press('End')
  await desk.keyboard.type('12')
  await expect(finder).toHaveValue('MRN-000012')
  await expect(finder).toBeFocused()
  await expect(desk.getByRole('option').first()).toContainText('MRN-000012')
  await expect(finder).toHaveAttribute('aria-activedescendant', /./)

  await desk.reload()
  await expect(finder).toBeFocused()
  await desk.keyboard.type('MRN-000012')
  await expect(desk.getByRole('option').first()).toContainText('MRN-000012')
  await expect(finder).toHaveValue('MRN-000012')
})

test('a doctor sees what was booked since they last looked, until they say so', async ({ sitDown }) => {
  const doctor = await sitDown('doctor')
  const looked = doctor.getByRole('button', { name: 'Seen' })
  await expect(doctor.getByRole('heading', { name: 'Your day' })).toBeVisible()
  const desk = await sitDown('receptionist')
  const patient = await register(desk, randomFamilyName())
  await desk.getByRole('link', { name: 'New appointment' }).first().click()
  await pick(desk, 'Doctor', await nameOf(doctor))
  const day = await desk.getByLabel('Day').inputValue()
  const nextWeek = new Date(Date.parse(day) + 7 * 86_400_000).toISOString().slice(0, 10)
  await desk.getByLabel('Day').fill(nextWeek)
  await desk.getByRole('radio', { name: 'Another time' }).check({ force: true })
  await desk.getByLabel('Starts at').fill('04:40')
  await desk.getByRole('button', { name: 'Book appointment' }).click()
  await desk.getByLabel('Why book it anyway').fill('The doctor agreed')
  await desk.getByRole('button', { name: 'Book anyway' }).click()

  const fresh = doctor.getByRole('region', { name: /since you last looked$/ })
  await expect(fresh).toContainText(patient)
  await doctor.getByRole('link', { name: 'Patients', exact: true }).click()
  await expect(doctor.getByRole('heading', { level: 1, name: 'Patients' })).toBeVisible()
  await doctor.goBack()
  await expect(fresh).toContainText(patient)
  await looked.click()
  await expect(fresh).toHaveCount(0)
  await doctor.reload()
  await expect(doctor.getByRole('heading', { name: 'Your day' })).toBeVisible()
  await expect(doctor.getByText(patient)).toHaveCount(0)
})

test('the day and a slip are printed without the app around them', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  await desk.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await desk.getByRole('link', { name: 'Print the day' }).evaluate((link) => (link as HTMLAnchorElement).click())
  const table = desk.getByRole('table').first()
  await expect(table).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(desk.getByRole('complementary', { name: 'Sidebar' })).toBeHidden()
  const sheet = desk.locator('body :has(> h1)')
  await expect(sheet).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(desk.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(9, 9, 11)')

  await desk.emulateMedia({ media: 'screen' })
  await desk.goto('/app/appointments')
  const row = desk.getByRole('row').nth(1).getByRole('link').first()
  await desk.goto(`${await row.getAttribute('href')}/slip`)
  await expect(desk.getByText('Your appointment')).toBeVisible()
  await expect(desk.getByText(/hospital time \(.+\)/)).toBeVisible()
  await desk.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '')
  })
  await desk.getByRole('button', { name: 'Print' }).click()
  await expect(desk.locator('body[data-printed]')).toBeAttached()
})

test('somebody without an appointment is registered, booked and waiting in one go', async ({ sitDown, request }) => {
  // The others of the demo hospital go home in the evening.
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))
  const onCall = {
    givenName: 'Nora',
    familyName: `Onkall ${Date.now()}`,
    specialty: 'Emergency',
    hours,
    slotMinutes: 5,
  }
  const { id } = await ask<{ id: string }>(request, 'admin', 'POST', '/doctors', onCall)
  const desk = await sitDown('receptionist')
  await desk.getByRole('link', { name: 'Walk-in' }).click()
  const time = desk.getByLabel('Free time today')
  await desk.getByRole('radio', { name: 'New patient' }).check()
  const family = randomFamilyName()
  await desk.getByLabel('Given name').fill('Wanda')
  await desk.getByLabel('Family name').fill(family)
  await desk.getByLabel('Birth date').fill('1990-02-03')
  await desk.getByLabel('Sex').selectOption({ label: 'Female' })
  await expect(time.getByRole('option').first()).toHaveText(/^Earliest: \d\d:\d\d, /)
  await desk.getByLabel('Reason for the visit').fill('Cut on the hand')
  await desk.getByRole('button', { name: 'Book and check in' }).click()

  await expect(desk.getByText('Booked and checked in')).toBeVisible()
  await tab(desk, 'Waiting').click()
  await expect(rowOf(desk, `Wanda ${family}`)).toContainText('Checked in')
  await expect(desk.getByRole('list', { name: 'Who waits for whom' })).toContainText(`Wanda ${family}`)
  await ask(request, 'admin', 'DELETE', `/doctors/${id}`)
})

test('at the walk-in who is known already is taken in one click, and who is new brings their allergies', async ({
  sitDown,
  request,
}) => {
  const family = randomFamilyName()
  const body = { givenName: 'Nils', familyName: family, birthDate: '1971-04-05', sex: 'male' }
  const known = await ask<{ mrn: string }>(request, 'receptionist', 'POST', '/patients', body)
  const desk = await sitDown('receptionist', '/app/walk-in')
  await desk.getByRole('radio', { name: 'New patient' }).check()
  await desk.getByLabel('Given name').fill('Nils')
  await desk.getByLabel('Family name').fill(family)
  await desk.getByLabel('Birth date').fill('1971-04-05')
  await desk.getByRole('button', { name: 'Add an allergy' }).click()
  await expect(desk.getByLabel('Substance')).toBeVisible()
  await expect(desk.getByText('Similar name, same birth date')).toBeVisible()
  await expect(desk.getByText(known.mrn)).toBeVisible()
  await desk.getByRole('button', { name: `Nils ${family} is the person` }).click()
  await expect(desk.getByRole('radio', { name: 'Has a record' })).toBeChecked()
  await expect(desk.getByRole('combobox', { name: 'Patient' })).toHaveValue(`Nils ${family}`)
})

test('while the connection is down no step is begun, and the page says why until it is read', async ({
  sitDown,
  request,
}) => {
  const name = await expectSomebody(request)
  test.slow()
  const desk = await sitDown('receptionist')
  const button = desk.getByRole('button', { name: `Check in for ${name}` })
  await expect(button).toBeVisible()
  await desk.context().setOffline(true)
  await expect(desk.getByText('Live updates are interrupted.')).toBeVisible({ timeout: 30_000 })
  await button.click()
  await expect(desk.getByText(`${name}: the connection to Wardline is down`)).toBeVisible()
  await expect(rowOf(desk, name)).toBeVisible()
  await expect(desk.getByText('Checked in', { exact: true })).toHaveCount(0)
  await desk.context().setOffline(false)
  await expect(desk.getByText('Live updates are interrupted.')).toBeHidden({ timeout: 30_000 })
  await expect(desk.getByText('Not changed')).toBeVisible()
})

test('the desk finds by a birth date as the app writes it, and is asked for more digits of a number', async ({
  sitDown,
  request,
}) => {
  const family = randomFamilyName()
  const body = { givenName: 'Otto', familyName: family, birthDate: '1903-03-15', sex: 'male' }
  await ask(request, 'receptionist', 'POST', '/patients', body)
  const desk = await sitDown('receptionist')
  const finder = desk.getByRole('combobox', { name: 'Who is at the desk?' })
  await finder.fill('15 Mar 1903')
  await expect(desk.getByRole('option').first()).toContainText('born 15 Mar 1903')
  await finder.fill('555')
  await expect(desk.getByText('Write more digits')).toBeVisible()
  await desk.goto('/app/patients?q=555')
  await expect(desk.getByText('“555” is too short to find a phone number')).toBeVisible()
})

test('who cancels for a patient without a login is told to call them, and the number', async ({ sitDown, request }) => {
  const family = randomFamilyName()
  const body = { givenName: 'Paul', familyName: family, birthDate: '1950-01-01', sex: 'male', phone: '600 123 456' }
  const { id: patientId } = await ask<{ id: string }>(request, 'receptionist', 'POST', '/patients', body)
  const { items } = await ask<{ items: { id: string }[] }>(request, 'receptionist', 'GET', '/doctors?limit=1')
  const startsAt = new Date(Math.ceil(Date.now() / 86_400_000 + 40 + Math.random() * 300) * 86_400_000).toISOString()
  const visit = { patientId, doctorId: items[0]?.id, startsAt, overrideReason: 'The doctor agreed' }
  const { id } = await ask<{ id: string }>(request, 'receptionist', 'POST', '/appointments', visit)
  const desk = await sitDown('receptionist', `/app/appointments/${id}`)
  await desk.getByRole('button', { name: /^More for / }).click()
  await expect(desk.getByRole('menuitem', { name: 'Mark as no show' })).toHaveCount(0)
  await desk.getByRole('menuitem', { name: 'Cancel…' }).click()
  await expect(desk.getByRole('dialog').getByText(`Nobody else tells Paul ${family}: call 600 123 456.`)).toBeVisible()
  await desk.getByLabel('Why').selectOption('Another reason')
  await desk.getByLabel('Which reason').fill('Lives elsewhere now')
  await desk.getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(desk.getByText('Lives elsewhere now').first()).toBeVisible()
  await expect(desk.getByRole('button', { name: /^More for / })).toBeFocused()
})
