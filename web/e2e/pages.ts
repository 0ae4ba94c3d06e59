import type { Page } from '@playwright/test'
import type { Role } from '@wardline/kit/permissions'
import { menuFor } from '../src/features/shell/pages.ts'
import type { FileRoutesByTo } from '../src/routeTree.gen.ts'
import { settled } from './looking.ts'

type Path = keyof FileRoutesByTo
type InMenu = ReturnType<typeof menuFor>[number]['to']
type OfRecord = Extract<Path, `${string}/$id${string}`>
type Front = '/login' | '/register'

/** The pages in front of the log-in. */
export const openPages = ['/login', '/register'] satisfies Front[]

/** What no menu leads to, by who looks at it here. A page that is forgotten does not compile. */
const besideMenu: Record<Exclude<Path, InMenu | OfRecord | Front>, Role[]> = {
  '/appointments/new': ['receptionist', 'patient'],
  '/day': ['receptionist'],
  '/doctors/new': ['admin'],
  '/patients/new': ['receptionist'],
  '/templates': ['admin'],
  '/users/roles': ['admin'],
  '/waitlist/new': ['receptionist', 'patient'],
  '/walk-in': ['receptionist'],
}

/** The pages of one record, by who opens them here from its list. */
const ofRecords: Record<OfRecord, Role> = {
  '/appointments/$id': 'receptionist',
  '/appointments/$id/slip': 'receptionist',
  '/deliveries/$id': 'admin',
  '/doctors/$id': 'admin',
  '/doctors/$id/edit': 'admin',
  '/patients/$id': 'receptionist',
  '/patients/$id/alerts': 'receptionist',
  '/patients/$id/appointments': 'receptionist',
  '/patients/$id/contacts': 'receptionist',
  '/patients/$id/edit': 'receptionist',
  '/patients/$id/print': 'receptionist',
  '/send/$id': 'admin',
  '/waitlist/$id': 'receptionist',
}

/** Every page that a role looks at here, those of a record with `$id`. */
export const pagesOf = (role: Role): string[] => [
  ...menuFor(role).map(({ to }) => to),
  ...Object.entries(besideMenu).flatMap(([path, by]) => (by.includes(role) ? [path] : [])),
  ...Object.entries(ofRecords).flatMap(([path, by]) => (by === role ? [path] : [])),
]

/** The address of the first record of a list. */
export async function firstRecord(page: Page, list: string): Promise<string> {
  await page.goto(list)
  await settled(page)
  const links = page.getByRole('main').getByRole('link')
  const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  const address = addresses.find((each) => each.startsWith(`${list}/`) && /\/[0-9a-f-]{36}$/.test(each))
  if (!address) throw new Error(`${list} shows no record.`)
  return address
}

/** Where a page is; one of a record, for the first in its list. */
export async function addressOf(page: Page, path: string): Promise<string> {
  const [list = '', ending] = `/app${path}`.split('/$id')
  return ending === undefined ? list : (await firstRecord(page, list)) + ending
}
