import { expect, type Page, test } from '@playwright/test'
import { demoLogins } from '@wardline/demo/accounts'
import { type Role, roles } from '@wardline/kit/permissions'
import englishFront from '../src/language/en/index.ts'
import englishInside from '../src/language/en/inside.ts'
import spanishFront from '../src/language/es/index.ts'
import spanishInside from '../src/language/es/inside.ts'
import { ask, registerUnreached, send } from './asking.ts'

interface List {
  items: { id: string }[]
}

interface Slot {
  startsAt: string
  endsAt: string
}

type Words = { [key: string]: string | Words }

const sentencesOf = (words: Words): string[] =>
  Object.values(words).flatMap((word) => (typeof word === 'string' ? [word] : sentencesOf(word)))

/** A sentence of the catalogue as it may stand on a page, whatever is inserted. */
const patternOf = (sentence: string) => {
  const literal = sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replace(/\{\{count\}\}/g, '\\d+').replace(/\{\{[^}]*\}\}/g, '.{1,25}')}$`)
}

/** Of a sentence that is mostly insertion nothing can be told: what people wrote would match it too. */
const isTelling = (sentence: string) => {
  const own = sentence.replace(/\{\{[^}]*\}\}/g, '')
  return own === sentence ? /[a-z]{3}/.test(own) : own.replace(/[^a-z]/gi, '').length >= 10
}

/** English that Spanish does not say the same way. */
const onlyEnglish = (() => {
  const own = new Set([...sentencesOf(spanishFront), ...sentencesOf(spanishInside)])
  return [...sentencesOf(englishFront), ...sentencesOf(englishInside)]
    .filter((sentence) => !own.has(sentence) && isTelling(sentence))
    .map(patternOf)
})()

/** Everything that a page says, to eyes and to screen readers; what people wrote is theirs. */
async function saidOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said: string[] = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && !node.parentElement?.closest('script, style, [lang=en]')) said.push(node.data.trim())
      if (!(node instanceof Element)) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        if (node.hasAttribute(name) && node.getAttribute('lang') !== 'en') said.push(node.getAttribute(name) ?? '')
    }
    return said.filter(Boolean)
  })
}

async function expectNoEnglish(page: Page): Promise<void> {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  const said = await saidOn(page)
  expect(said.length).toBeGreaterThan(5)
  expect(said.filter((text) => onlyEnglish.some((pattern) => pattern.test(text)))).toEqual([])
}

async function enter(page: Page, role: Role): Promise<void> {
  const { email, password } = demoLogins[role]
  await page.getByLabel('Correo electrónico').fill(email)
  await page.getByLabel('Contraseña').fill(password)
  await page.getByRole('button', { name: 'Iniciar sesión' }).click()
}

test.use({ locale: 'es-ES' })

for (const role of roles)
  test(`a day in Spanish for the ${role}: log in, first page, inbox, preferences, palette`, async ({ page }) => {
    await page.goto('/app/login')
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await expectNoEnglish(page)
    await enter(page, role)
    await expect(page.getByRole('button', { name: /^Avisos/ })).toBeVisible()
    await expectNoEnglish(page)

    await page.getByRole('button', { name: /^Avisos/ }).click()
    await page.getByRole('dialog', { name: 'Avisos' }).getByRole('link', { name: 'Ver todos' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Avisos' })).toBeFocused()
    await expect(page).toHaveTitle('Avisos · Wardline')
    await expectNoEnglish(page)

    await page.goto('/app/preferences')
    await expect(page.getByRole('heading', { level: 1, name: 'Preferencias' })).toBeVisible()
    await expectNoEnglish(page)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Buscar o ir a' })).toBeVisible()
    await expectNoEnglish(page)
  })

test('the language is chosen in the account’s menu, and what one was looking at stays', async ({ page }) => {
  await page.goto('/app/login?to=%2Fdoctors%3Fq%3Da')
  await enter(page, 'nurse')
  await page.getByRole('button', { name: 'Cuenta' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('searchbox', { name: 'Search doctors' })).toHaveValue('a')
  await expect(page.getByRole('complementary', { name: 'Sidebar' })).toBeVisible()
})

test('what Wardline writes of an appointment is read in Spanish, and its time too', async ({ page, request }) => {
  await page.goto('/app/login?to=%2Fnotifications')
  await enter(page, 'doctor')
  await expect(page.getByRole('heading', { level: 1, name: 'Avisos' })).toBeVisible()
  const { name } = await ask<{ name: string }>(request, 'doctor', 'GET', '/auth/me')
  const { items } = await ask<List>(request, 'receptionist', 'GET', `/doctors?q=${encodeURIComponent(name)}`)
  const doctorId = items[0]?.id ?? ''
  const patient = await registerUnreached(request)
  const from = new Date()
  const to = new Date(from.getTime() + 14 * 86_400_000)
  const free = `/doctors/${doctorId}/slots?from=${from.toISOString()}&to=${to.toISOString()}`
  const { items: slots } = await ask<{ items: Slot[] }>(request, 'receptionist', 'GET', free)
  const { startsAt, endsAt } = slots.at(-1) ?? { startsAt: '', endsAt: '' }
  await ask(request, 'receptionist', 'POST', '/appointments', { patientId: patient.id, doctorId, startsAt, endsAt })
  const told = page.getByRole('main').getByText(`${patient.name} tiene cita con usted el `)
  await expect(told).toHaveText(/ el (lunes|martes|miércoles|jueves|viernes|sábado|domingo), .+, a las \d\d:\d\d\.$/)
})

test('how an alert came to whom it was passed on is read in Spanish', async ({ page, request }) => {
  await page.goto('/app/login?to=%2Fnotifications')
  await enter(page, 'admin')
  const title = `Potassium 6.8 ${Date.now()}`
  await send(request, {
    to: { roles: ['nurse'] },
    title,
    body: 'Call me.',
    severity: 'critical',
    ack: { withinSeconds: 1 },
  })
  const alert = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: `Sin confirmar: ${title}` })
  await expect(alert).toContainText(/Call me\..* no lo han? confirmado en 1 segundo\./s)
  await alert.getByRole('button', { name: /^Confirmar/ }).click()
  await expect(alert).toContainText('Usted lo confirmó')
})

test('whoever looks from another zone is told whose times these are', async ({ page }) => {
  await page.goto('/app/login')
  await enter(page, 'nurse')
  await expect(page.getByText(/^Las horas son las del hospital \(.+\)$/)).toBeVisible()
})

test('what the server refuses of a field is said there in Spanish', async ({ page }) => {
  await page.goto('/app/login?to=%2Fpatients%2Fnew')
  await enter(page, 'receptionist')
  await page.getByLabel('Nombre').fill('Amina')
  await page.getByLabel('Apellidos').fill('Diallo')
  await page.getByLabel('Fecha de nacimiento').fill('1980-02-29')
  await page.getByLabel('Sexo').selectOption('female')
  await page.getByLabel('Teléfono').fill('llame')
  await page.getByRole('button', { name: 'Registrar paciente' }).click()
  await expect(page.getByText(spanishFront.refusals.phone)).toBeVisible()
  await expect(page.getByLabel('Teléfono')).toBeFocused()
})
