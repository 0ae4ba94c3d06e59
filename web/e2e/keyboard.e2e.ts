import { expect, type Page } from '@playwright/test'
import { ask } from './asking.ts'
import { expectNothingFound } from './axe.ts'
import { test } from './desks.ts'
import { holdBack } from './hold-back.ts'
import { settled, topOf } from './looking.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search or jump to' })
const heading = (page: Page, name?: string) => page.getByRole('heading', { level: 1, ...(name && { name }) })

test('the palette finds a patient, who is then among the recent ones', async ({ sitDown }) => {
  const desk = await sitDown('receptionist', '/app/patients')
  await settled(desk)
  const name = (await desk.getByRole('row').nth(1).getByRole('link').first().textContent()) ?? ''

  await desk.keyboard.press('Control+k')
  const field = palette(desk).getByRole('combobox')
  await expect(field).toBeFocused()
  await desk.keyboard.type(name)
  await expect(palette(desk).getByRole('option', { selected: true })).toContainText(name)
  await expectNothingFound(desk)
  // Whom only the letters before had found is not opened by a key.
  const release = await holdBack(desk, '**/patients?*')
  await desk.keyboard.type('x')
  await desk.keyboard.press('Enter')
  await expect(palette(desk).getByText('Searching')).toBeVisible()
  release()
  await desk.keyboard.press('Backspace')
  await expect(palette(desk).getByRole('option', { selected: true })).toContainText(name)
  await expect(palette(desk).getByText('Searching')).toHaveCount(0)
  await desk.keyboard.press('Enter')
  await expect(palette(desk)).toHaveCount(0)
  await expect(heading(desk, name)).toBeFocused()
  // A shared computer's history names nobody.
  await expect(desk).toHaveTitle('Patient · Wardline')

  await desk.keyboard.press('Control+k')
  await expect(palette(desk).getByRole('group', { name: 'Recent patients' })).toContainText(name)
  await desk.keyboard.press('Escape')
  await expect(palette(desk)).toHaveCount(0)
  await expect(heading(desk, name)).toBeFocused()
})

test('what is typed before the palette is loaded is all in it and nowhere else, and finds a doctor', async ({
  sitDown,
  request,
}) => {
  const { items } = await ask<{ items: { name: string }[] }>(request, 'receptionist', 'GET', '/doctors?limit=1')
  const name = items[0]?.name ?? ''
  const desk = await sitDown('receptionist')
  const release = await holdBack(desk, '**/Palette-*.js')
  await desk.reload()
  const finder = desk.getByRole('combobox', { name: 'Who is at the desk?' })
  await expect(finder).toBeFocused()
  await desk.keyboard.press('Control+k')
  const half = Math.ceil(name.length / 2)
  await desk.keyboard.type(`${name.slice(0, half)}x`)
  await desk.keyboard.press('Backspace')
  release()
  await desk.keyboard.type(name.slice(half))
  await expect(palette(desk).getByRole('combobox')).toHaveValue(name)
  await expect(palette(desk).getByRole('combobox')).toBeFocused()
  await expect(desk.getByLabel('Who is at the desk?')).toHaveValue('')
  await palette(desk).getByRole('group', { name: 'Doctors' }).getByRole('option', { name }).click()
  await expect(heading(desk, name)).toBeVisible()
})

test('arrow keys choose in the palette, and what it opens is announced', async ({ sitDown }) => {
  const nurse = await sitDown('nurse')
  await nurse.getByRole('button', { name: 'Search or jump to…' }).click()
  await expect(palette(nurse).getByRole('combobox')).toBeFocused()
  await nurse.keyboard.type('doctor')
  const options = palette(nurse).getByRole('option')
  await expect(options.filter({ hasText: /^Doctors/ })).toBeVisible()
  const chosen = palette(nurse).getByRole('option', { selected: true })
  for (let step = 0; !/^Doctors/.test((await chosen.textContent()) ?? '') && step < 12; step++)
    await nurse.keyboard.press('ArrowDown')
  const active = await palette(nurse).getByRole('combobox').getAttribute('aria-activedescendant')
  await expect(chosen).toHaveAttribute('id', active ?? '')
  await nurse.keyboard.press('Enter')
  await expect(heading(nurse, 'Doctors')).toBeVisible()
  await expect(nurse).toHaveTitle('Doctors · Wardline')
})

test('single keys lead to pages, but not while somebody types, and not once they are switched off', async ({
  sitDown,
}) => {
  const desk = await sitDown('receptionist')
  await settled(desk)
  await heading(desk).click()
  await desk.keyboard.press('g')
  await desk.keyboard.press('p')
  await expect(heading(desk, 'Patients')).toBeVisible()
  await desk.getByRole('searchbox', { name: 'Search patients' }).fill('')
  await desk.keyboard.type('gn')
  await expect(desk.getByRole('searchbox', { name: 'Search patients' })).toHaveValue('gn')
  await expect(heading(desk, 'Patients')).toBeVisible()

  await heading(desk, 'Patients').click()
  await desk.keyboard.press('?')
  const help = desk.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help.getByText('New appointment')).toBeVisible()
  await expectNothingFound(desk)
  await help.getByText('Use single keys as shortcuts').click()
  await desk.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await desk.keyboard.press('n')
  await desk.keyboard.press('Control+k')
  await expect(palette(desk)).toBeVisible()
  await expect(desk).toHaveURL(/\/patients/)
})

test('the first Tab offers to skip to the page, and the bell gives focus back', async ({ sitDown }) => {
  const nurse = await sitDown('nurse', '/app/doctors')
  await settled(nurse)
  await nurse.getByRole('button', { name: /^Notifications/ }).focus()
  await nurse.keyboard.press('Enter')
  await expect(nurse.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
  await nurse.keyboard.press('Escape')
  await expect(nurse.getByRole('button', { name: /^Notifications/ })).toBeFocused()

  await nurse.reload()
  await settled(nurse)
  await nurse.getByRole('link', { name: 'Skip to the page' }).focus()
  await expect(nurse.getByRole('link', { name: 'Skip to the page' })).toBeInViewport()
  await nurse.keyboard.press('Enter')
  await nurse.keyboard.press('Tab')
  await expect(nurse.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('nothing with focus hides behind what is stuck to the top', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  await desk.setViewportSize({ width: 1024, height: 500 })
  await desk.goto('/app/patients')
  await settled(desk)
  const links = desk.getByRole('main').getByRole('link')
  await links.last().focus()
  for (let back = 0; back < 12; back++) {
    await desk.keyboard.press('Shift+Tab')
    const [top, stuck] = await desk.evaluate(() => [
      document.activeElement?.getBoundingClientRect().top ?? 0,
      document.querySelector('header')?.getBoundingClientRect().bottom ?? 0,
    ])
    expect(top).toBeGreaterThanOrEqual(stuck)
  }
})

test('a list that grows long keeps what is in view where it is, and the focus', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  // Narrow enough that the hours of some doctors take two lines: the columns have to stay as they are.
  await desk.setViewportSize({ width: 1100, height: 800 })
  const release = await holdBack(desk, '**/visible-rows-*.js')
  await desk.goto('/app/doctors')
  const rows = desk.getByRole('row')
  const further = async () => {
    await rows.last().scrollIntoViewIfNeeded()
    return rows.count()
  }
  await expect.poll(further).toBeGreaterThan(101)
  const link = rows.nth(60).getByRole('link').first()
  await link.scrollIntoViewIfNeeded()
  await link.focus()
  const name = (await link.textContent()) ?? ''
  const focused = desk.locator('a:focus')
  const before = await topOf(focused)

  release()
  await expect.poll(() => rows.count()).toBeLessThan(100)
  await expect(focused).toHaveText(name)
  await expect(focused).toBeInViewport()
  expect(Math.abs((await topOf(focused)) - before)).toBeLessThanOrEqual(1)
  // And far from it, it is still there.
  await desk.mouse.wheel(0, -10_000)
  await expect(rows.nth(1)).toBeInViewport()
  await expect(focused).toHaveText(name)
})

test('the menu of a phone takes the focus and gives it back', async ({ sitDown }) => {
  const desk = await sitDown('receptionist')
  await desk.setViewportSize({ width: 390, height: 844 })
  await settled(desk)
  const button = desk.getByRole('button', { name: 'Menu' })
  const menu = desk.getByRole('dialog', { name: 'Menu' })
  for (const _ of ['while it is loaded', 'loaded']) {
    await button.focus()
    await desk.keyboard.press('Enter')
    await expect(menu.locator(':focus')).toHaveCount(1)
    await desk.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await expect(button).toBeFocused()
  }
  await button.click()
  await menu.getByRole('link', { name: 'Patients' }).click()
  await expect(menu).toBeHidden()
  await expect(heading(desk, 'Patients')).toBeVisible()
})
