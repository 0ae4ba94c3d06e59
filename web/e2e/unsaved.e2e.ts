import { expect, type Page } from '@playwright/test'
import { expectNothingFound } from './axe.ts'
import { test } from './desks.ts'

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' })
const stay = (page: Page) => question(page).getByRole('button', { name: 'Stay here' }).click()

test('what was typed is not lost by a click on the menu or by Back, unless somebody says so', async ({ sitDown }) => {
  const desk = await sitDown('receptionist', '/app/doctors')
  await desk.getByRole('link', { name: 'Patients', exact: true }).click()
  await desk.getByRole('link', { name: 'Register patient' }).first().click()
  await desk.getByLabel('Given name').fill('Greta')
  await desk.getByRole('link', { name: 'Doctors', exact: true }).click()
  await expect(question(desk)).toBeVisible()
  await expectNothingFound(desk)
  await stay(desk)
  await expect(desk.getByLabel('Given name')).toHaveValue('Greta')
  await desk.goBack()
  await expect(question(desk)).toBeVisible()
  await stay(desk)
  await expect(desk.getByLabel('Given name')).toHaveValue('Greta')
  await desk.getByRole('link', { name: 'Doctors', exact: true }).click()
  await question(desk).getByRole('button', { name: 'Leave without saving' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Doctors' })).toBeVisible()
})

test('nobody is asked about a form that is empty, or that is saved', async ({ sitDown }) => {
  const desk = await sitDown('receptionist', '/app/patients/new')
  await desk.getByRole('link', { name: 'Doctors', exact: true }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Doctors' })).toBeVisible()
  await desk.goBack()
  await desk.getByLabel('Given name').fill('Greta')
  await desk.getByLabel('Family name').fill('Tester')
  await desk.getByLabel('Birth date').fill('1980-05-17')
  await desk.getByLabel('Sex').selectOption({ label: 'Female' })
  await desk.getByRole('button', { name: 'Register patient' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Greta Tester' })).toBeVisible()
  await desk.getByRole('link', { name: 'Doctors', exact: true }).click()
  await expect(desk.getByRole('heading', { level: 1, name: 'Doctors' })).toBeVisible()
})

test('a dialog that was typed into asks before a click beside it or Escape closes it', async ({ sitDown }) => {
  const admin = await sitDown('admin', '/app/users')
  const open = () => admin.getByRole('button', { name: 'Add user' }).first().click()
  const clickBeside = () => admin.mouse.click(4, 4)
  const dialog = admin.getByRole('dialog').first()
  await open()
  await dialog.getByLabel('Name').click()
  await clickBeside()
  await expect(admin.getByRole('dialog')).toHaveCount(0)
  await open()
  await dialog.getByLabel('Name').fill('Nina')
  await clickBeside()
  await stay(admin)
  await expect(dialog.getByLabel('Name')).toHaveValue('Nina')
  await admin.keyboard.press('Escape')
  // Each answered question gives focus back a moment late, which must not dismiss the next one.
  for (let again = 0; again < 6; again++) {
    await stay(admin)
    await admin.keyboard.press('Escape')
  }
  await stay(admin)
  await expect(dialog.getByLabel('Name')).toHaveValue('Nina')
  await admin.keyboard.press('Escape')
  await question(admin).getByRole('button', { name: 'Leave without saving' }).click()
  await expect(admin.getByRole('dialog')).toHaveCount(0)
})
