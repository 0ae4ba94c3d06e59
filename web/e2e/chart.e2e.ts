import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { ask } from './asking.ts'
import { turnToDayAfter } from './booking.ts'
import { test } from './desks.ts'

interface Registered {
  id: string
  name: string
}

/** Registers somebody nobody else is called. */
async function register(page: Page, givenName: string): Promise<Registered> {
  const familyName = `Chart${Math.random().toString(36).slice(2, 9)}`
  await page.goto('/app/patients/new')
  await page.getByLabel('Given name').fill(givenName)
  await page.getByLabel('Family name').fill(familyName)
  await page.getByLabel('Birth date').fill('1980-05-17')
  await page.getByLabel('Sex').selectOption({ label: 'Female' })
  await page.getByRole('button', { name: 'Register patient' }).click()
  await expect(page.getByRole('heading', { level: 1, name: familyName })).toBeVisible()
  return { id: new URL(page.url()).pathname.split('/').at(-1) as string, name: `${givenName} ${familyName}` }
}

const banner = (page: Page) => page.getByRole('region', { name: 'Patient', exact: true })

/** Within the app, without loading it anew: as a link does. */
const goTo = (page: Page, path: string) => page.evaluate((to) => history.pushState({}, '', to), path)

test('while one chart follows another, the banner shows the one that was asked for, or nobody', async ({ sitDown }) => {
  const page = await sitDown('receptionist')
  const [ada, ben] = [await register(page, 'Ada'), await register(page, 'Ben')]
  // Neither is known to this page any more, and the server answers when it is let.
  await page.goto('/app/doctors')
  await expect(page.getByRole('heading', { level: 1, name: 'Doctors' })).toBeVisible()
  let held = Promise.withResolvers<void>()
  await page.route(/\/patients\/[0-9a-f-]{36}$/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    const look = () => {
      const shown = document.querySelector('main h1')?.textContent ?? ''
      if (location.pathname.includes('/patients/')) seen.push(`${location.pathname.split('/')[3]} ${shown}`)
      requestAnimationFrame(look)
    }
    look()
  })
  for (const next of [ada, ben]) {
    await goTo(page, `/app/patients/${next.id}`)
    await expect(banner(page).getByRole('status')).toHaveText('The chart is on its way')
    held.resolve()
    await expect(banner(page).getByRole('heading', { name: next.name })).toBeVisible()
    held = Promise.withResolvers()
  }
  // Back to those who are known by now, and at last without waiting for the first to show.
  for (const next of [ada, ben]) {
    await goTo(page, `/app/patients/${next.id}`)
    await expect(banner(page).getByRole('heading', { name: next.name })).toBeVisible()
  }
  await goTo(page, `/app/patients/${ada.id}/contacts`)
  await goTo(page, `/app/patients/${ben.id}/contacts`)
  await expect(banner(page).getByRole('heading', { name: ben.name })).toBeVisible()
  held.resolve()

  const seen = await page.evaluate(() => (window as typeof window & { seen: string[] }).seen)
  const wrong = seen.filter(
    (each) =>
      (each.startsWith(ada.id) && each.includes(ben.name)) || (each.startsWith(ben.id) && each.includes(ada.name)),
  )
  expect(wrong).toEqual([])
  // Nobody was shown while the answers were on their way.
  expect(seen.some((each) => each.trim() === ada.id)).toBe(true)
  expect(seen.some((each) => each.trim() === ben.id)).toBe(true)
})

test('allergies stand in the banner of every section, as soon as they are written down', async ({ sitDown }) => {
  const page = await sitDown('nurse')
  await register(page, 'Cleo')
  await expect(banner(page).getByText('No allergies recorded')).toBeVisible()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('button', { name: 'Add an allergy' }).click()
  await page.getByLabel('Substance').fill('Penicillin')
  await page.getByLabel('Reaction').fill('rash')
  await page.getByLabel('Severity').selectOption({ label: 'Severe' })
  await page.getByLabel('Blood type').selectOption('O-')
  await page.getByRole('button', { name: 'Save' }).click()
  for (const section of ['Details', 'Contacts', 'Appointments', 'Alerts']) {
    await page.getByRole('navigation', { name: 'Sections of the chart' }).getByRole('link', { name: section }).click()
    await expect(banner(page).getByText('Penicillin (Severe): rash')).toBeVisible()
  }
})

test('what somebody must not be given is written down as they are registered', async ({ sitDown }) => {
  const page = await sitDown('receptionist', '/app/patients/new')
  await page.getByLabel('Given name').fill('Ines')
  await page.getByLabel('Family name').fill('Tester')
  await page.getByLabel('Birth date').fill('1980-05-17')
  await page.getByLabel('Sex').selectOption({ label: 'Female' })
  await page.getByRole('button', { name: 'Add an allergy' }).click()
  await page.getByLabel('Substance').fill('Latex')
  await page.getByRole('button', { name: 'Register patient' }).click()
  await expect(banner(page).getByText('Latex')).toBeVisible()
})

test('two people edit one record: both states are shown, and nothing of either is lost unasked', async ({
  sitDown,
}) => {
  const [desk, ward] = [await sitDown('receptionist'), await sitDown('nurse')]
  const { id } = await register(desk, 'Dora')
  for (const page of [desk, ward]) await page.goto(`/app/patients/${id}/edit`)
  await desk.getByLabel('Address').fill('Calle Mayor 5')
  await desk.getByRole('group', { name: 'How to reach them' }).getByLabel('Phone').fill('555-1111')
  await ward.getByRole('group', { name: 'How to reach them' }).getByLabel('Phone').fill('555-9999')
  await ward.getByLabel('Blood type').selectOption('A+')
  await ward.getByRole('button', { name: 'Save' }).click()
  await expect(ward.getByText('Saved', { exact: true })).toBeVisible()

  await expect(desk.getByText('Somebody else saved this record while you were editing')).toBeVisible()
  const phones = desk.getByRole('row', { name: 'Phone' })
  await expect(phones).toContainText('555-9999')
  await expect(phones).toContainText('555-1111')
  await desk.getByRole('button', { name: 'Keep mine' }).click()
  await expect(desk.getByLabel('Blood type')).toHaveValue('A+')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
  await expect(desk.getByText('A+')).toBeVisible()
  await expect(desk.getByRole('link', { name: '555-1111' })).toHaveAttribute('href', 'tel:555-1111')
  await desk.getByRole('link', { name: 'Contacts' }).click()
  await expect(desk.getByRole('link', { name: '555-1111' })).toBeVisible()
  await expect(desk.getByText('Calle Mayor 5')).toBeVisible()
})

test('who saves over what somebody else has saved is led to both', async ({ sitDown, request }) => {
  const desk = await sitDown('receptionist')
  const { id } = await register(desk, 'Dina')
  await desk.goto(`/app/patients/${id}/edit`)
  await desk.getByLabel('Address').fill('Calle Mayor 5')
  // Nothing tells this page of what others do, as when its connection is slow.
  await desk.route('**/patients/*', async (route) => {
    if (route.request().method() === 'PUT') await ask(request, 'nurse', 'PUT', `/patients/${id}`, { bloodType: 'A+' })
    await route.continue()
  })
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByRole('alert').getByText('Not saved: somebody else saved this record')).toBeVisible()
  const goOn = desk.getByRole('button', { name: 'Go on with both' })
  await expect(goOn).toBeInViewport()
  await desk.keyboard.press('Tab')
  await expect(goOn).toBeFocused()
  await goOn.click()
  await desk.unroute('**/patients/*')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(desk.getByText('Saved', { exact: true })).toBeVisible()
})

test('whoever may be registered already shows while one writes, and stands in nobody’s way', async ({ sitDown }) => {
  const page = await sitDown('receptionist')
  const { name } = await register(page, 'Eva')
  await page.goto('/app/patients/new')
  const [given = '', family = ''] = name.split(' ')
  await page.getByLabel('Given name').fill(given)
  await page.getByLabel('Family name').fill(family)
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  await page.getByLabel('Birth date').fill('1980-05-17')
  await expect(page.getByText('Similar name, same birth date')).toBeVisible()
  await page.getByLabel('Sex').selectOption({ label: 'Female' })
  await page.getByRole('button', { name: 'Register patient' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await page.getByRole('link', { name: 'New appointment' }).click()
  await expect(page.getByRole('combobox', { name: 'Patient' })).toHaveValue(name)
  await expect(page.getByRole('combobox', { name: 'Doctor' })).toBeFocused()
})

test('a booking shows in the chart with its history, and in the alerts with whom it was told', async ({ sitDown }) => {
  const page = await sitDown('doctor', '/app/appointments')
  await turnToDayAfter(page)
  await page.getByRole('row').nth(1).getByRole('link').nth(1).click()
  const sections = page.getByRole('navigation', { name: 'Sections of the chart' })
  await sections.getByRole('link', { name: 'Appointments' }).click()
  await page
    .getByRole('button', { name: /^History of the appointment of/ })
    .first()
    .click()
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await sections.getByRole('link', { name: 'Alerts' }).click()
  await expect(
    page
      .getByRole('table', { name: /^Alerts about/ })
      .getByText('Appointment booked')
      .first(),
  ).toBeVisible()
})

test('archiving says first what happens; the chart can be read afterwards, not changed', async ({ sitDown }) => {
  const page = await sitDown('receptionist')
  const { name } = await register(page, 'Fay')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Archive this record?' })
  await expect(dialog.getByText('No appointment lies ahead, so none is cancelled.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Archive the record' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(banner(page).getByText('The record can be read, not changed.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0)
  await page.goto(`/app/patients?q=${encodeURIComponent(name)}`)
  await expect(page.getByText('Nobody found for')).toBeVisible()
})

test('the summary prints on one sheet of A4, without the app around it', async ({ sitDown }) => {
  const page = await sitDown('receptionist')
  const { id, name } = await register(page, 'Gail')
  await page.goto(`/app/patients/${id}/print`)
  await expect(page.getByText('Nothing booked')).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(banner(page)).toBeHidden()
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})

test('a list is saved as a file with the filter that is on', async ({ sitDown }) => {
  const page = await sitDown('receptionist')
  const { name } = await register(page, 'Hanna')
  await page.goto(`/app/patients?q=${encodeURIComponent(name)}`)
  await expect(page.getByText('1 in all')).toBeVisible()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('Patients.csv')
  const [header, row, ...rest] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
  expect(header).toContain('mrn,familyName,givenName')
  expect(row).toContain(name.split(' ')[1])
  expect(rest).toEqual([])
})
