import type { Page } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'
import { settled } from './sign-in.ts'

const everyone = ['/app/', '/app/notifications', '/app/preferences']

const staff = [
  ...everyone,
  '/app/calendar?specialty=Cardiology',
  '/app/appointments',
  '/app/appointments/new',
  '/app/day',
  '/app/patients',
  '/app/patients/new',
  '/app/doctors',
  '/app/waitlist',
  '/app/waitlist/new',
]

/** The pages in front of the log-in. */
export const openPages = ['/app/login', '/app/register']

/** Pages by role; what several see alike is there for some of them only. For patients, also one that is not open to them. */
export const pagesOf: Record<Role, string[]> = {
  receptionist: [...staff, '/app/walk-in'],
  nurse: [...everyone, '/app/send'],
  doctor: [...everyone, '/app/calendar', '/app/appointments', '/app/send'],
  admin: [
    ...staff,
    '/app/doctors/new',
    '/app/holidays',
    '/app/deliveries',
    '/app/users',
    '/app/users/roles',
    '/app/templates',
    '/app/send',
  ],
  patient: [
    ...everyone,
    '/app/appointments',
    '/app/appointments/new',
    '/app/doctors',
    '/app/waitlist',
    '/app/waitlist/new',
    '/app/users',
  ],
}

/** Lists whose rows lead to a page of one record. */
export const listsOfRecords = ['/app/patients', '/app/doctors', '/app/appointments']

/** The address of the first record of a list. */
export async function firstRecord(page: Page, list: string): Promise<string> {
  await page.goto(list)
  await settled(page)
  const links = page.getByRole('main').getByRole('table').first().getByRole('link')
  const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  const address = addresses.find((each) => each.startsWith(`${list}/`))
  if (!address) throw new Error(`${list} shows no record.`)
  return address
}
