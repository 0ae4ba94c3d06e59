import { expect, test } from '@playwright/test'
import { roles } from '@wardline/kit/permissions'
import { expectNothingFound } from './axe.ts'
import { openPages, pagesOf } from './pages.ts'
import { settled, signIn } from './sign-in.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    // What fades in is measured half-way otherwise, and fails on its contrast.
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing in front of the login', async ({ page }) => {
      for (const path of openPages) {
        await page.goto(path)
        await settled(page)
        await expectNothingFound(page)
      }
    })

    for (const role of roles)
      test(`axe finds nothing on the pages of the ${role}`, async ({ page }) => {
        test.slow()
        await signIn(page, role)
        for (const path of pagesOf[role]) {
          await page.goto(path)
          await settled(page)
          await expectNothingFound(page)
        }
      })

    test('axe finds nothing on the page of a doctor', async ({ page }) => {
      await signIn(page, 'receptionist')
      await page.goto('/app/doctors')
      await page.getByRole('row').nth(1).getByRole('link').first().click()
      await expect(page.getByRole('heading', { name: 'Leave' })).toBeVisible()
      await settled(page)
      await expectNothingFound(page)
      await page.getByRole('button', { name: 'Enter leave' }).click()
      await expect(page.getByRole('dialog', { name: /^Enter leave for/ })).toBeVisible()
      await expectNothingFound(page)
    })

    test('axe finds nothing when the session has ended, nor on a slip', async ({ page }) => {
      await signIn(page, 'receptionist')
      await page.goto('/app/appointments')
      const link = await page.getByRole('row').nth(1).getByRole('link').first().getAttribute('href')
      await page.goto(`${link}/slip`)
      await settled(page)
      await expectNothingFound(page)
      await page.request.post('/auth/logout')
      await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible()
      await expectNothingFound(page)
    })

    test('axe finds nothing in what an administrator opens', async ({ page }) => {
      await signIn(page, 'admin')
      await page.goto('/app/deliveries')
      await page.getByText('Show as a table').click()
      await page.getByRole('button', { name: 'Retry what is shown…' }).click()
      await expect(page.getByRole('button', { name: /^Send [\d,]+ again$/ })).toBeEnabled()
      await expectNothingFound(page)
      await page.keyboard.press('Escape')
      await page
        .getByRole('link', { name: /^Story: / })
        .first()
        .click()
      await expect(page.getByRole('list', { name: 'What happened' })).toBeVisible()
      await settled(page)
      await expectNothingFound(page)

      await page.goto('/app/users')
      await page
        .getByRole('button', { name: /^Disable / })
        .first()
        .click()
      await expect(page.getByRole('dialog', { name: /^Disable / })).toBeVisible()
      await expectNothingFound(page)
      await page.goto('/app/users?role=doctor')
      await page
        .getByRole('button', { name: /^Change / })
        .first()
        .click()
      await expect(page.getByRole('dialog').getByText(/^Linked to |is not linked to a doctor/)).toBeVisible()
      await expectNothingFound(page)

      await page.goto('/app/send')
      await page.getByLabel('To', { exact: true }).selectOption({ label: 'Everyone' })
      await page.getByText('Ask for an acknowledgement').click()
      await page.getByText('Send it later').click()
      await expect(page.getByText(/^In Wardline: /)).toBeVisible()
      await expectNothingFound(page)
      await page.getByRole('table', { name: 'What was sent' }).getByRole('link').first().click()
      await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
      await expectNothingFound(page)
    })

    test('axe finds nothing on the chart of a patient', async ({ page }) => {
      test.slow()
      await signIn(page, 'receptionist')
      await page.goto('/app/patients')
      await page.getByRole('table').getByRole('link').first().click()
      const sections = page.getByRole('navigation', { name: 'Sections of the chart' })
      for (const section of ['Details', 'Contacts', 'Alerts', 'Appointments']) {
        await sections.getByRole('link', { name: section }).click()
        await settled(page)
        await expectNothingFound(page)
      }
      const address = page.url()
      for (const part of ['edit', 'print']) {
        await page.goto(address.replace('appointments', part))
        await settled(page)
        await expectNothingFound(page)
      }
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Archive…' }).click()
      await expect(page.getByRole('dialog', { name: 'Archive this record?' })).toBeVisible()
      await expectNothingFound(page)
    })

    test('axe finds nothing with something open', async ({ page }) => {
      await signIn(page, 'admin')
      await page.goto('/app/users')
      await page.getByRole('button', { name: 'Add user' }).click()
      await expect(page.getByRole('dialog', { name: 'Add user' })).toBeVisible()
      await expectNothingFound(page)

      await page.goto('/app/appointments')
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await expect(page.getByRole('dialog', { name: 'Notifications' }).getByRole('heading')).toBeVisible()
      await expectNothingFound(page)

      await page.goto('/app/appointments/new')
      await page.getByRole('combobox', { name: 'Doctor' }).fill('a')
      await page.getByRole('option').first().click()
      await page.getByRole('button', { name: 'Book appointment' }).click()
      await expect(page.getByText('Patient is needed.')).toBeVisible()
      await expectNothingFound(page)
    })

    test('axe finds nothing on a phone, the menu open', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await signIn(page, 'receptionist')
      await settled(page)
      await expectNothingFound(page)
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(wider).toBe(false)
      await page.getByRole('button', { name: 'Menu' }).click()
      await expect(page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'Patients' })).toBeVisible()
      await expectNothingFound(page)
    })
  })
}
