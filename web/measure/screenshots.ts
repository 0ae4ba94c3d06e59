import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'
import { launchOptions } from '../e2e/chromium.ts'
import { settled } from '../e2e/looking.ts'
import { firstRecord } from '../e2e/pages.ts'
import { signIn } from '../e2e/sign-in.ts'
import { baseURL } from './hospital.ts'
import { fillIn } from './scene.ts'

/** Pictures of the pages of every role's day, for `docs/screenshots`. */
const folder = join(import.meta.dirname, '../../docs/screenshots')

type Shot = [name: string, path: string | ((page: Page) => Promise<string>)]
const record =
  (list: string, ending = '') =>
  async (page: Page) =>
    (await firstRecord(page, list)) + ending

/** What became of a message that failed. */
async function story(page: Page): Promise<string> {
  await page.goto('/app/deliveries')
  await settled(page)
  const link = page.getByRole('link', { name: /^Story: / }).first()
  return (await link.getAttribute('href')) ?? ''
}

const shots: [Role | undefined, Shot[]][] = [
  [
    undefined,
    [
      ['log-in', '/app/login'],
      ['register', '/app/register'],
    ],
  ],
  [
    'receptionist',
    [
      ['home-receptionist', '/app/'],
      ['appointments', '/app/appointments'],
      ['calendar', '/app/calendar'],
      ['day-list', '/app/day'],
      ['walk-in', '/app/walk-in'],
      ['new-appointment', '/app/appointments/new'],
      ['appointment', record('/app/appointments')],
      ['appointment-slip', record('/app/appointments', '/slip')],
      ['patients', '/app/patients'],
      ['patient-chart', record('/app/patients')],
      ['register-patient', '/app/patients/new'],
      ['doctor', record('/app/doctors')],
      ['waiting-list', '/app/waitlist'],
      ['waiting-list-new', '/app/waitlist/new'],
    ],
  ],
  [
    'doctor',
    [
      ['home-doctor', '/app/'],
      ['inbox', '/app/notifications'],
      ['preferences', '/app/preferences'],
    ],
  ],
  ['nurse', [['home-nurse', '/app/']]],
  [
    'admin',
    [
      ['home-administrator', '/app/'],
      ['deliveries', '/app/deliveries'],
      ['delivery-story', story],
      ['send', '/app/send'],
      ['users', '/app/users'],
      ['roles', '/app/users/roles'],
      ['templates', '/app/templates'],
      ['doctors', '/app/doctors'],
      ['doctor-hours', record('/app/doctors', '/edit')],
      ['holidays', '/app/holidays'],
    ],
  ],
  [
    'patient',
    [
      ['home-patient', '/app/'],
      ['patient-waiting-list', '/app/waitlist'],
    ],
  ],
]

/** Those that are shown on a phone and in dark colours too. */
const main = /^(home-|calendar$|appointments$|patient-chart$|waiting-list$|deliveries$|log-in$)/

const mostBytes = 150_000

/** A picture as the browser packs it: the best quality that is small enough. */
async function packed(workshop: Page, png: Buffer): Promise<Buffer> {
  for (const quality of [0.9, 0.8, 0.6, 0.4]) {
    const base64 = await workshop.evaluate(
      async ([source, quality]) => {
        const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob())
        const canvas = document.createElement('canvas')
        canvas.width = bitmap.width
        canvas.height = bitmap.height
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
        return canvas.toDataURL('image/webp', quality).split(',')[1] ?? ''
      },
      [png.toString('base64'), quality] as const,
    )
    const picture = Buffer.from(base64, 'base64')
    if (picture.length <= mostBytes) return picture
  }
  throw new Error('A picture does not become small enough.')
}

interface Look {
  suffix: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  only?: RegExp
}

const looks: Look[] = [
  { suffix: '', width: 1440, height: 900, colorScheme: 'light' },
  { suffix: '-dark', width: 1440, height: 900, colorScheme: 'dark', only: main },
  { suffix: '-phone', width: 390, height: 844, colorScheme: 'light', only: main },
]

async function takeAll(browser: Browser, workshop: Page, { suffix, width, height, colorScheme, only }: Look) {
  for (const [role, pages] of shots) {
    const wanted = pages.filter(([name]) => !only || only.test(name))
    if (wanted.length === 0) continue
    const options = {
      baseURL,
      locale: 'en-GB',
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
    } as const
    const context = await browser.newContext(options)
    const page = await context.newPage()
    if (role) await signIn(page, role)
    for (const [name, path] of wanted) {
      await page.goto(typeof path === 'string' ? path : await path(page))
      await settled(page)
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(500)
      await writeFile(join(folder, `${name}${suffix}.webp`), await packed(workshop, await page.screenshot()))
    }
    await context.close()
  }
}

await mkdir(folder, { recursive: true })
for (const old of await readdir(folder)) if (old.endsWith('.webp')) await rm(join(folder, old))
await fillIn()
const browser = await chromium.launch(await launchOptions())
const workshop = await browser.newPage()
for (const look of looks) await takeAll(browser, workshop, look)
await browser.close()
console.log(`${(await readdir(folder)).length} pictures in docs/screenshots`)
