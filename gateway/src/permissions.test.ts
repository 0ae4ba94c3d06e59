import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { services } from '@wardline/kit/parts'
import { type Access, may, permissions, type Role, roles } from '@wardline/kit/permissions'
import { accessOf } from '@wardline/kit/service'
import type { AnyElysia } from 'elysia'
import { type Hospital, type People, startHospital } from './testing.ts'

setDefaultTimeout(60_000)

let hospital: Hospital
let people: People

beforeAll(async () => {
  hospital = await startHospital()
  people = await hospital.people()
})
afterAll(() => hospital?.stop())

const unknownId = '01933b8e-0000-7000-8000-000000000000'
const fill = (path: string) => path.replaceAll(/:\w+/g, unknownId).replace('*', 'index.html')

/** What the table says somebody gets at the door; whatever comes after it is not about permission. */
function expected(access: Access | undefined, who: Role | undefined): 'in' | 401 | 403 {
  if (access === 'anyone' || access === 'cookie') return 'in'
  if (!who) return 401
  if (access === undefined || access === 'part') return 403
  return may(who, access) ? 'in' : 403
}

/** Somewhere to knock: the gateway's address, or a service in this process. */
interface Door {
  app: AnyElysia
  send(path: string, init: RequestInit): Promise<Response>
}
const doors: Record<string, () => Door> = {
  'the gateway': () => ({ app: hospital.gateway, send: (path, init) => fetch(`${hospital.url}${path}`, init) }),
  ...Object.fromEntries(services.map((service) => [service, () => doorOf(hospital.apps[service])])),
}
const doorOf = (app: AnyElysia): Door => ({
  app,
  send: async (path, init) => app.handle(new Request(`http://localhost${path}`, init)),
})
const isInternal = ({ path }: { path: string }) => path.startsWith('/internal/')

/** An empty request: enough to learn whether the door opens, too little to do anything behind it. */
async function knock({ send }: Door, method: string, path: string, who: Role | undefined): Promise<number> {
  // Signing out for real would change who knocks next.
  const caller = path === '/auth/logout' ? undefined : who
  const controller = new AbortController()
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const response = await send(fill(path), {
    method,
    headers: { ...(caller && people[caller].headers), ...(hasBody && { 'content-type': 'application/json' }) },
    signal: controller.signal,
    redirect: 'manual',
    ...(hasBody && { body: '{}' }),
  })
  // A stream would never end.
  controller.abort()
  return response.status
}

describe.each(Object.entries(doors))('every route of %s, as every role and as nobody', (name, door) => {
  test('is as the permission table says', async () => {
    const routes = accessOf(door().app).filter((route) => route.method !== 'WS' && !isInternal(route))
    expect(routes.length).toBeGreaterThan(name === 'the gateway' ? 40 : 4)
    const wrong: string[] = []
    for (const { method, path, access } of routes)
      for (const who of [undefined, ...roles]) {
        const status = await knock(door(), method, path, who)
        const want = expected(access, who)
        const fits =
          want === 'in'
            ? status !== 403 && (status !== 401 || access === 'anyone') && (status < 500 || path === '/health/ready')
            : status === want
        if (!fits) wrong.push(`${method} ${path} as ${who ?? 'nobody'}: ${status}, not ${want}`)
      }
    expect(wrong).toEqual([])
  })
})

describe('the permission table', () => {
  test('says the same at the gateway and in the service behind it', () => {
    const key = ({ method, path }: { method: string; path: string }) => `${method} ${path.replaceAll(/:\w+/g, ':id')}`
    const outside = new Map(accessOf(hospital.gateway).map((route) => [key(route), route.access]))
    const shared = services
      .flatMap((service) => accessOf(hospital.apps[service]))
      .filter((route) => outside.has(key(route)))
    expect(shared.length).toBeGreaterThan(35)
    expect(shared.filter((route) => route.access !== outside.get(key(route)))).toEqual([])
  })

  test('has an entry, and every entry has a route', () => {
    const used = new Set(
      [hospital.gateway, ...Object.values(hospital.apps)].flatMap((app) => accessOf(app).map(({ access }) => access)),
    )
    expect(accessOf(hospital.gateway).filter(({ access }) => access === undefined)).toEqual([])
    const checkedInside = ['patient.link', 'appointment.override', 'doctor.read-details']
    expect(
      Object.keys(permissions).filter((action) => !used.has(action as Access) && !checkedInside.includes(action)),
    ).toEqual([])
  })

  test('is none of the internal ones', () => {
    expect(
      accessOf(hospital.gateway).filter(({ path, access }) => path.includes('internal') || access === 'part'),
    ).toEqual([])
  })
})

describe.each(services)('the internal routes of %s', (service) => {
  test('take part tokens only', async () => {
    const door = doorOf(hospital.apps[service])
    const internal = accessOf(door.app).filter(isInternal)
    expect(internal.length).toBeGreaterThan(0)
    for (const { method, path, access } of internal) {
      expect(access).toBe('part')
      expect(await knock(door, method, path, undefined)).toBe(401)
      expect(await knock(door, method, path, 'admin')).toBe(403)
    }
  })
})
