import { expect, type Locator, type Page } from '@playwright/test'
import { settled } from './looking.ts'

const dayMs = 86_400_000

/** What a picker offers, once it answers all that was typed. */
export async function offered(page: Page): Promise<Locator> {
  const list = page.getByRole('listbox')
  await expect(list.getByRole('option').first()).toBeVisible()
  await expect(list.locator('[aria-busy=true]')).toHaveCount(0)
  return list.getByRole('option')
}

/** Types into a picker and takes the choice at that place. Returns whom it named. */
export async function pick(page: Page, label: string, text: string, place = 0): Promise<string> {
  const field = page.getByRole('combobox', { name: label })
  await field.fill(text)
  const options = await offered(page)
  await options.nth(place).click()
  await expect(options).toHaveCount(0)
  return field.inputValue()
}

/** Asks for the next free time and takes the latest of those that are offered. Returns its clock time. */
export async function takeNextFree(page: Page): Promise<string> {
  const opener = page.getByRole('button', { name: 'Next free time' })
  await opener.click()
  // The first may begin before a slow test has booked it.
  await page.getByRole('list', { name: 'Free times' }).getByRole('button').last().click()
  await expect(opener).toBeFocused()
  const said = await page.getByText(/ is filled in below\.$/).textContent()
  const [time = ''] = /\d\d:\d\d/.exec(said ?? '') ?? []
  return time
}

/** Turns a day's list to the next day, and waits for its rows. */
export async function turnToDayAfter(page: Page): Promise<void> {
  const day = page.getByLabel('Day', { exact: true })
  const before = await day.inputValue()
  await page.getByRole('button', { name: 'Day after' }).click()
  await expect(day).not.toHaveValue(before)
  await settled(page)
}

/** Goes from tomorrow on to the first day with a free time, and returns the day's free times. */
export async function findFreeDay(page: Page): Promise<string[]> {
  const day = page.getByLabel(/^Day/)
  const today = await day.inputValue()
  const times = page.getByRole('radio', { name: /^\d\d:\d\d$/ })
  for (let ahead = 1; ahead <= 14; ahead++) {
    await day.fill(new Date(Date.parse(today) + ahead * dayMs).toISOString().slice(0, 10))
    await expect(times.first().or(page.getByText('No free time on'))).toBeVisible()
    const names = await times.evaluateAll((radios) => radios.map((radio) => radio.parentElement?.textContent ?? ''))
    if (names.length) return names
  }
  throw new Error('The doctor has no free time within a fortnight.')
}
