import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { services } from '@wardline/kit/parts'
import { type Access, may, permissions, roles } from '@wardline/kit/permissions'
import { accessOf } from '@wardline/kit/service'
import type { AnyElysia } from 'elysia'
import { type Hospital, type SignedIn, startHospital } from './testing.ts'

setDefaultTimeout(60_000)

let hospital: Hospital
let people: Record<string, SignedIn | undefined>

beforeAll(async () => {
  hospital = await startHospital()
  people = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await hospital.as(role)] as const)))
})
afterAll(() => hospital?.stop())

const unknownId = '01933b8e-0000-7000-8000-000000000000'
const fill = (path: string) => path.replaceAll(/:\w+/g, unknownId).replace('*', 'index.html')

/** What the table says somebody gets at the door; whatever comes after it is not about permission. */
function expected(access: Access | undefined, who: (typeof roles)[number] | undefined): 'in' | 401 | 403 {
  if (access === 'anyone' || access === 'cookie') return 'in'
  if (!who) return 401
  if (access === undefined || access === 'part') return 403
  return may(who, access) ? 'in' : 403
}

/** An empty request: enough to learn whether the door opens, too little to do anything behind it. */
async function knock(method: string, path: string, who: string | undefined): Promise<number> {
  // Signing out for real would change who knocks next.
  if (path === '/auth/logout') who = undefined
  const controller = new AbortController()
  const response = await hospital.fetch(fill(path), {
    method,
    headers: who ? (people[who] as SignedIn).headers : {},
    signal: controller.signal,
    redirect: 'manual',
    ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
  })
  // A stream would never end.
  controller.abort()
  return response.status
}

describe('every route of the gateway, as every role and as nobody', () => {
  test('is as the permission table says', async () => {
    const routes = accessOf(hospital.gateway).filter(({ method }) => method !== 'WS')
    expect(routes.length).toBeGreaterThan(40)
    const wrong: string[] = []
    for (const { method, path, access } of routes)
      for (const who of [undefined, ...roles]) {
        const status = await knock(method, path, who)
        const want = expected(access, who)
        const fits =
          want === 'in'
            ? status !== 403 && (status !== 401 || access === 'anyone') && (status < 500 || path === '/health/ready')
            : status === want
        if (!fits) wrong.push(`${method} ${path} as ${who ?? 'nobody'}: ${status}, not ${want}`)
      }
    expect(wrong).toEqual([])
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
    const app = hospital.apps[service] as AnyElysia
    const internal = accessOf(app).filter(({ path }) => path.startsWith('/internal/'))
    expect(internal.length).toBeGreaterThan(0)
    for (const { method, path, access } of internal) {
      expect(access).toBe('part')
      const knock = (headers: Record<string, string>) =>
        app.handle(new Request(`http://localhost${fill(path)}`, { method, headers })).then(({ status }) => status)
      expect(await knock({})).toBe(401)
      expect(await knock(people.admin?.headers ?? {})).toBe(403)
    }
  })
})
