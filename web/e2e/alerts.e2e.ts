import { expect, type Page } from '@playwright/test'
import { ask, send } from './asking.ts'
import { expectNothingFound } from './axe.ts'
import { test } from './desks.ts'

const toNurses = { to: { roles: ['nurse' as const] }, body: 'Please see to it.', severity: 'critical' as const }

const pinned = (page: Page) => page.getByRole('region', { name: 'Alerts that wait for your answer' })

/** While its time runs it is never folded away, however many wait besides. */
async function pinnedAlert(page: Page, title: string) {
  const alert = pinned(page).getByRole('listitem').filter({ hasText: title })
  await expect(alert).toBeVisible()
  return alert
}

const inInbox = (page: Page, title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title })

test('a critical alert stays on every page until it is acknowledged, and then says who has it', async ({
  sitDown,
  request,
}) => {
  const title = `Potassium 6.9 ${Date.now()}`
  const nurse = await sitDown('nurse')
  await send(request, { ...toNurses, title })
  const alert = await pinnedAlert(nurse, title)
  await expect(alert).toContainText(/\d+ (min|s) left/)
  const { name } = await ask<{ name: string }>(request, 'admin', 'GET', '/auth/me')
  await expect(alert).toContainText(`From ${name}`)

  await nurse.getByRole('link', { name: 'Waiting list' }).click()
  await expect(nurse.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(alert).toBeVisible()
  await nurse.reload()
  await pinnedAlert(nurse, title)

  // What the bell opens leaves the answers where they can be reached.
  await nurse.getByRole('button', { name: /^Notifications/ }).click()
  await expect(nurse.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
  await alert.getByRole('button', { name: `Acknowledge: ${title}` }).click()
  await expect(alert).toContainText('You acknowledged this just now.')
  await expect(alert.getByRole('link', { name: title })).toBeFocused()
  await nurse.goto('/app/notifications?severity=critical')
  await expect(inInbox(nurse, title)).toContainText('You acknowledged this')
  await expect(inInbox(nurse, title)).toContainText(`From ${name}`)
})

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

test('on a phone all that an alert says can be read, before who did not answer it, and a thumb hits its answers', async ({
  sitDown,
  request,
}) => {
  const title = `Potassium 7.1 ${Date.now()}`
  const body = `${'Bed 12, ward 3. '.repeat(10)}Give calcium gluconate now and call me.`
  await send(request, { ...toNurses, title, body, ack: { withinSeconds: 1 } })
  const admin = await sitDown('admin', '/app/', phone)
  const alert = await pinnedAlert(admin, `Not acknowledged: ${title}`)
  await expect(alert.getByText('call me.')).toBeInViewport({ ratio: 1 })
  await expect(alert).toContainText(/call me\..*not acknowledged this within 1 second/s)
  await expect(alert).toContainText('Sent just now')
  for (const button of await alert.or(admin.getByRole('banner')).getByRole('button').all())
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
})

test('an alert is handed over to a colleague, who is then named', async ({ sitDown, request }) => {
  const title = `Blood pressure 80/40 ${Date.now()}`
  const nurse = await sitDown('nurse')
  await send(request, { ...toNurses, title })
  const alert = await pinnedAlert(nurse, title)
  await alert.getByRole('button', { name: `Hand over: ${title}` }).click()
  const dialog = nurse.getByRole('dialog', { name: `Hand over: ${title}` })
  await expect(dialog).toContainText('Please see to it.')
  await dialog.getByRole('combobox', { name: 'Colleague' }).fill('a')
  const colleague = dialog.getByRole('option').first()
  await expect(colleague).toContainText('Doctor')
  const name = (await colleague.locator('span').first().textContent()) ?? ''
  await colleague.click()
  await expectNothingFound(nurse)
  await dialog.getByRole('button', { name: 'Hand it over' }).click()
  await expect(alert).toContainText(`${name} has this now.`)
  await expect(alert.getByRole('button', { name: /^Acknowledge/ })).toHaveCount(0)
})

test('whoever sent an alert sees on their first page that nobody has acknowledged it, and with whom it is', async ({
  sitDown,
  request,
}) => {
  const title = `Lactate 7 ${Date.now()}`
  const { id } = await ask<{ id: string }>(request, 'nurse', 'GET', '/auth/me')
  const message = { to: { userIds: [id] }, title, body: 'Come now.', severity: 'critical' }
  await ask(request, 'doctor', 'POST', '/notifications/send', message)
  const doctor = await sitDown('doctor')
  // Of several, the worst are shown: this one may be behind what an earlier journey left.
  const mine = doctor.getByRole('region', { name: 'Sent by you, not acknowledged' })
  await expect(mine).toContainText(/nobody has answered for \d+ min|not acknowledged for \d+ min/)
  const copies = await ask<{ items: { id: string; title: string }[] }>(request, 'nurse', 'GET', '/notifications')
  const copy = copies.items.find((one) => one.title === title)
  const { items } = await ask<{ items: { id: string; name: string }[] }>(
    request,
    'nurse',
    'GET',
    '/directory?role=nurse',
  )
  const colleague = items.find((one) => one.id !== id)
  await ask(request, 'nurse', 'PUT', `/notifications/${copy?.id}/hand-over`, { userId: colleague?.id })

  await doctor.goto('/app/send')
  await doctor.getByRole('main').getByRole('link', { name: title }).click()
  const answers = doctor.getByRole('region', { name: 'Answers' })
  await expect(answers.getByRole('status')).toContainText(`With ${colleague?.name}, not acknowledged yet.`)
  await expect(answers.getByRole('status')).toContainText('the administrators are told')
  await expect(answers.getByRole('table', { name: 'Who was asked' })).toContainText(`Handed over to ${colleague?.name}`)
  await expect(answers.getByText('Another answered')).toHaveCount(0)
})

test('an alert can be declined with a reason, and asks no more', async ({ sitDown, request }) => {
  const title = `Wrong ward ${Date.now()}`
  const nurse = await sitDown('nurse')
  await send(request, { ...toNurses, title })
  const alert = await pinnedAlert(nurse, title)
  await alert.getByRole('button', { name: `Not mine: ${title}` }).click()
  const dialog = nurse.getByRole('dialog', { name: 'Not mine' })
  await dialog.getByRole('button', { name: 'Say it is not mine' }).click()
  await expect(dialog.getByText('Why it is not yours is needed.')).toBeVisible()
  await dialog.getByLabel('Why it is not yours').fill('I am on ward 2.')
  await dialog.getByRole('button', { name: 'Say it is not mine' }).click()
  await expect(pinned(nurse).getByText(title)).toHaveCount(0)
  await nurse.goto('/app/notifications?unread=true')
  await expect(inInbox(nurse, title)).toContainText('You said that it is not yours.')
})

test('several are marked as read at once, and the filters stand in the address', async ({ sitDown, request }) => {
  const mark = Date.now()
  const titles = [`First round ${mark}`, `Second round ${mark}`]
  const nurse = await sitDown('nurse')
  for (const title of titles) await send(request, { ...toNurses, title, severity: 'warning' })
  await nurse.goto('/app/notifications')
  await nurse.getByLabel('Severity').selectOption('warning')
  await nurse.getByLabel('About').selectOption({ label: 'Message' })
  await nurse.getByRole('button', { name: 'Unread', exact: true }).click()
  await expect(nurse).toHaveURL(/unread=true/)
  await expect(nurse).toHaveURL(/severity=warning/)
  await expect(nurse).toHaveURL(/kind=message/)
  await nurse.reload()

  const tab = await nurse.context().newPage()
  await tab.goto('/app/notifications')
  for (const title of titles) {
    await expect(inInbox(tab, title)).toContainText('Unread:')
    await nurse.getByRole('checkbox', { name: `Choose “${title}”` }).check({ force: true })
  }
  await nurse.getByRole('button', { name: 'Mark as read', exact: true }).click()
  for (const title of titles) await expect(inInbox(tab, title)).not.toContainText('Unread:')
})

test('a desktop notification is shown only after it was chosen, and names nobody', async ({ sitDown, request }) => {
  const nurse = await sitDown('nurse')
  await nurse.context().grantPermissions(['notifications'])
  await nurse.addInitScript(() => {
    const shown: string[] = []
    class Recorded extends EventTarget {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      constructor(title: string, { body }: { body: string }) {
        super()
        shown.push(`${title}: ${body}`)
      }
      close() {}
    }
    Object.assign(window, { Notification: Recorded, shown })
  })
  await nurse.goto('/app/preferences')
  const shown = () => nurse.evaluate(() => (window as { shown?: string[] }).shown)
  const before = `Potassium before ${Date.now()}`
  await send(request, { ...toNurses, title: before })
  await pinnedAlert(nurse, before)
  expect(await shown()).toEqual([])

  await nurse.getByText('Show desktop notifications').click()
  await expect(nurse.getByRole('button', { name: 'Try it' })).toBeVisible()
  const after = `Potassium after ${Date.now()}`
  await send(request, { ...toNurses, title: after })
  await pinnedAlert(nurse, after)
  await expect.poll(shown).toEqual(['Wardline: Something in Wardline waits for your answer.'])
})

test('a webhook’s secret is shown once, and preferences stay as they were chosen', async ({ sitDown }) => {
  const nurse = await sitDown('nurse', '/app/preferences')
  await nurse.getByRole('group', { name: 'Appointment moved' }).getByText('E-mail').click()
  await nurse.getByRole('button', { name: 'Save channels' }).click()
  await expect(nurse.getByText('Saved', { exact: true })).toBeVisible()
  await nurse.getByText('Keep quiet at certain hours').click()
  await nurse.getByRole('textbox', { name: 'From' }).fill('21:30')
  await nurse.getByLabel('Time zone').selectOption('Europe/Madrid')
  await nurse.getByRole('button', { name: 'Save quiet hours' }).click()
  await nurse.getByLabel('Address').fill('https://example.com/hook')
  await nurse.getByRole('button', { name: 'Use this address' }).click()
  await expect(nurse.getByText(/whsec_[A-Za-z0-9+/=]{20,}/)).toBeVisible()

  await nurse.reload()
  const moved = nurse.getByRole('group', { name: 'Appointment moved' })
  await expect(moved.getByRole('checkbox', { name: 'E-mail' })).not.toBeChecked()
  await expect(moved.getByRole('checkbox', { name: 'Webhook' })).toBeChecked()
  await expect(nurse.getByRole('textbox', { name: 'From' })).toHaveValue('21:30')
  await expect(nurse.getByLabel('Time zone')).toHaveValue('Europe/Madrid')
  await expect(nurse.getByText(/whsec_/)).toHaveCount(0)
  await nurse.getByRole('button', { name: 'Make a new secret' }).click()
  await expect(nurse.getByText(/whsec_[A-Za-z0-9+/=]{20,}/)).toBeVisible()

  await nurse.getByRole('button', { name: 'Remove the webhook' }).click()
  await expect(nurse.getByRole('button', { name: 'Use this address' })).toBeVisible()
  await nurse.getByText('Keep quiet at certain hours').click()
  await nurse.getByRole('button', { name: 'Save quiet hours' }).click()
  await moved.getByText('E-mail').click()
  await nurse.getByRole('button', { name: 'Save channels' }).click()
  await expect(nurse.getByRole('button', { name: 'Save channels' })).toBeEnabled()
})
