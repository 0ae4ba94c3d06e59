import { expect, type Page, test } from '@playwright/test'
import { roles } from '@wardline/kit/permissions'
import { ask } from './asking.ts'
import { expectNothingFound } from './axe.ts'
import { settled } from './looking.ts'
import { addressOf, openPages, pagesOf } from './pages.ts'
import { signIn } from './sign-in.ts'

/** A telephone, one whose letters are twice as large, and a screen of 1440 × 900 at 200 %. */
const sizes = [
  { width: 390, height: 844, letters: '100%' },
  { width: 390, height: 844, letters: '200%' },
  { width: 720, height: 450, letters: '100%' },
]

/** How far the page reaches beyond the window, in pixels. */
const beyond = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {}
    return scrollWidth - clientWidth
  })

/** Buttons at the top that lie under something else. */
const covered = (page: Page) =>
  page
    .getByRole('banner')
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { x, y, width, height } = button.getBoundingClientRect()
          return width > 0 && !button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
        })
        .map((button) => button.getAttribute('aria-label') ?? button.textContent),
    )

async function expectToFit(page: Page): Promise<void> {
  const before = page.viewportSize()
  for (const { letters, ...size } of sizes) {
    await page.setViewportSize(size)
    await page.evaluate((fontSize) => Object.assign(document.documentElement.style, { fontSize }), letters)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const where = `${new URL(page.url()).pathname} at ${size.width} px, letters ${letters}`
    await expect.poll(() => beyond(page), { message: `${where} scrolls sideways` }).toBeLessThanOrEqual(0)
    await expect.poll(() => covered(page), { message: `${where} has buttons that are covered` }).toEqual([])
  }
  if (before) await page.setViewportSize(before)
}

async function lookAt(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await settled(page)
  await expectNothingFound(page)
  await expectToFit(page)
}

interface List {
  items: { id: string }[]
}

/** Nobody waits for a time in the demo hospital, and nobody has a name that no line can hold. */
test.beforeAll(async ({ request }) => {
  const { items: waiting } = await ask<List>(request, 'receptionist', 'GET', '/waitlist?status=waiting&limit=1')
  if (waiting.length) return
  const { name } = await ask<{ name: string }>(request, 'doctor', 'GET', '/auth/me')
  const { items: doctors } = await ask<List>(request, 'receptionist', 'GET', `/doctors?q=${encodeURIComponent(name)}`)
  const doctorId = doctors[0]?.id
  const { id: patientId } = await ask<{ id: string }>(request, 'receptionist', 'POST', '/patients', {
    givenName: 'Gwen',
    familyName: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
    birthDate: '1980-05-17',
    sex: 'female',
  })
  const visit = { startsAt: new Date().toISOString(), durationMinutes: 15, overrideReason: 'No appointment' }
  const { id } = await ask<{ id: string }>(request, 'receptionist', 'POST', '/appointments', {
    patientId,
    doctorId,
    ...visit,
  })
  await ask(request, 'receptionist', 'PUT', `/appointments/${id}`, { status: 'checked-in' })
  await ask(request, 'receptionist', 'POST', '/waitlist', { patientId, doctorId })
})

const are =
  'leave axe nothing to find in light and dark colours, and fit a phone with large letters and a screen at 200 %'

test(`the pages in front of the log-in ${are}`, async ({ page }) => {
  for (const path of openPages) await lookAt(page, `/app${path}`)
})

for (const role of roles)
  test(`the pages of the ${role} ${are}`, async ({ page }) => {
    test.slow()
    await signIn(page, role)
    for (const path of pagesOf(role)) await lookAt(page, await addressOf(page, path))
  })

test(`a page that is not open, and one that does not exist, ${are}`, async ({ page }) => {
  await signIn(page, 'patient')
  for (const path of ['/users', '/nowhere']) await lookAt(page, `/app${path}`)
})
