import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { UserCaller } from '@wardline/kit/identity'
import fc from 'fast-check'
import { cell, type Exporting, line, pageOrCsv } from './csv.ts'
import { type Hospital, type People, startHospital } from './testing.ts'

setDefaultTimeout(60_000)

/** RFC 4180 read back: records of fields, quotes undone. */
function parse(text: string): string[][] {
  const records: string[][] = [[]]
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy
  while (field.lastIndex < text.length) {
    const [, raw = '', end] = field.exec(text) ?? []
    if (end === undefined) throw new Error(`no CSV at ${field.lastIndex}`)
    records.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '\r\n' && field.lastIndex < text.length) records.push([])
  }
  return records
}

describe('a cell', () => {
  test.each([
    ['plain text stays as it is', 'Okafor', 'Okafor'],
    ['a comma needs quotes', 'Okafor, Ada', '"Okafor, Ada"'],
    ['a quote is doubled', 'the "new" wing', '"the ""new"" wing"'],
    ['a line break needs quotes', 'one\ntwo', '"one\ntwo"'],
    ['a formula is made text', '=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['so is whatever else a spreadsheet takes for one', '+44 20 7946 0000', "'+44 20 7946 0000"],
    ['a minus', '-1+1', "'-1+1"],
    ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab', '\t=1', "'\t=1"],
    ['a wide equals sign', '＝1+1', "'＝1+1"],
    ['accents stay', 'José Ñuñez 李', 'José Ñuñez 李'],
  ])('%s', (_, text, expected) => {
    expect(cell(text)).toBe(expected)
  })

  test('whatever the text, it is one field that is read back, and no formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const records = parse(line(texts))
        expect(records).toHaveLength(1)
        const [fields = []] = records
        expect(fields.map((field, index) => field === texts[index] || field === `'${texts[index]}`)).not.toContain(
          false,
        )
        expect(fields.some((field) => /^[=+\-@\t\r\n]/.test(field))).toBe(false)
      }),
    )
  })
})

describe('a list that is longer than a page', () => {
  const rows = 1200
  const csvRequest = new Request('http://localhost/rows', { headers: { accept: 'text/csv' } })
  interface Asked {
    cursor?: string
    limit?: number
    count?: boolean
    q?: string
  }
  const lister = () => {
    const asked: Asked[] = []
    const list = async (query: Asked) => {
      asked.push(query)
      const start = Number(query.cursor ?? 0)
      const items = Array.from({ length: Math.min(100, rows - start) }, (_, index) => ({ n: start + index }))
      return { items, nextCursor: start + 100 < rows ? String(start + 100) : null }
    }
    return { asked, list }
  }
  const caller = { userId: 'u', role: 'nurse', sessionId: 's', token: 't' } as UserCaller
  let welcome = true
  const warnings: unknown[] = []
  const exporting = { timeZone: 'UTC', stands: () => welcome, log: { warn: (said: unknown) => warnings.push(said) } }
  const asCsv = async (list: ReturnType<typeof lister>['list'], query: Asked = {}) =>
    (await pageOrCsv({ request: csvRequest, query, caller }, exporting as Exporting, ['n'], list)) as object as Response

  test('ends for whoever is signed out meanwhile, with no more of it', async () => {
    const { asked, list } = lister()
    const reader = ((await asCsv(list)).body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    welcome = false
    const rest = (async () => {
      while (!(await reader.read()).done);
    })()
    await expect(rest).rejects.toThrow('The session has ended.')
    welcome = true
    expect(asked.length).toBeLessThan(4)
    expect(warnings).toHaveLength(1)
  })

  test.each([
    ['text/csv', true],
    ['text/csv;q=0.5, application/json;q=0.4', true],
    ['application/json, text/csv;q=0.1', false],
    ['text/csv;q=0, application/json', false],
    ['text/csvx', false],
    ['*/*', false],
  ])('asked for as %s: %p', async (accept, expected) => {
    const { list } = lister()
    const request = new Request('http://localhost/rows', { headers: { accept } })
    const answer: object = await pageOrCsv({ request, query: {}, caller }, exporting as Exporting, ['n'], list)
    expect(answer instanceof Response).toBe(expected)
  })

  test('is answered as JSON, page by page, when nobody asks for CSV', async () => {
    const { asked, list } = lister()
    const request = new Request('http://localhost/rows', { headers: { accept: 'application/json' } })
    const page = await pageOrCsv({ request, query: { limit: 5 }, caller }, exporting as Exporting, ['n'], list)
    expect([page.nextCursor, asked]).toEqual(['100', [{ limit: 5 }]])
  })

  test('keeps its filters on every page', async () => {
    const { asked, list } = lister()
    await (await asCsv(list, { q: 'x', limit: 3, count: true })).text()
    expect(asked).toHaveLength(12)
    expect(asked.every(({ q, limit, count }) => q === 'x' && limit === 100 && count === undefined)).toBe(true)
  })

  test('is read no faster than the reader takes it, and no further once they are gone', async () => {
    const { asked, list } = lister()
    const reader = (await asCsv(list)).body?.getReader()
    await reader?.read()
    await reader?.read()
    expect(asked.length).toBeLessThanOrEqual(4)
    await reader?.cancel()
    const before = asked.length
    await Bun.sleep(0)
    expect(asked.length).toBe(before)
  })
})

describe('at the gateway', () => {
  let hospital: Hospital
  let people: People

  beforeAll(async () => {
    hospital = await startHospital()
    people = await hospital.people()
  })
  afterAll(() => hospital?.stop())

  const csv = (path: string, who: keyof People = 'receptionist') =>
    hospital.fetch(path, { headers: { ...people[who].headers, accept: 'text/csv' } })

  const register = (values: object) =>
    hospital.fetch('/patients', {
      method: 'POST',
      headers: people.receptionist.headers,
      body: { givenName: 'Ada', familyName: 'Okafor', birthDate: '1980-05-17', sex: 'female', ...values },
    })

  test('1,200 patients come whole and in order, as one file', async () => {
    const numbers = Array.from({ length: 1200 }, (_, n) => n)
    for (let start = 0; start < numbers.length; start += 50)
      await Promise.all(
        numbers
          .slice(start, start + 50)
          .map((n) => register({ familyName: `Many${String(n).padStart(4, '0')}`, sex: n % 2 ? 'female' : 'male' })),
      )
    const response = await csv('/patients?sort=name')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const [header = [], ...records] = parse(await response.text())
    expect(header.slice(0, 4)).toEqual(['mrn', 'familyName', 'givenName', 'birthDate'])
    const names = records.map((record) => record[1]).filter((name) => name?.startsWith('Many'))
    expect(names).toEqual(numbers.map((n) => `Many${String(n).padStart(4, '0')}`))
    expect(new Set(records.map((record) => record[0])).size).toBe(records.length)
    expect(records.every((record) => record.length === header.length)).toBe(true)
  })

  test('a filter of the list is one of the file', async () => {
    const [, ...records] = parse(await (await csv('/patients?sex=male')).text())
    expect(records.length).toBe(600)
    expect((await csv('/patients?colour=red')).status).toBe(422)
  })

  test('what a patient wrote runs nowhere', async () => {
    await register({
      ...{ givenName: '=1+1', familyName: 'Injected', address: 'Calle "Mayor", 5\nMadrid', phone: '+34 600 100 200' },
      allergies: [{ substance: 'Penicillin', reaction: 'rash', severity: 'severe' }, { substance: 'Latex' }],
    })
    const [header = [], record = []] = parse(await (await csv('/patients?q=Injected')).text())
    const field = (name: string) => record[header.indexOf(name)]
    expect([field('givenName'), field('phone'), field('address'), field('allergies')]).toEqual([
      "'=1+1",
      "'+34 600 100 200",
      'Calle "Mayor", 5\nMadrid',
      'Penicillin: rash (severe); Latex',
    ])
  })

  test('a doctor’s hours are told by day', async () => {
    const hours = [
      { weekday: 1, from: '08:00', to: '12:00' },
      { weekday: 1, from: '14:00', to: '18:00' },
      { weekday: 6, from: '10:00', to: '13:00' },
    ]
    await hospital.fetch('/doctors', {
      method: 'POST',
      headers: people.admin.headers,
      body: { givenName: 'Saturday', familyName: 'Worker', specialty: 'Cardiology', hours },
    })
    const [header = [], record = []] = parse(await (await csv('/doctors?q=Saturday')).text())
    expect(record[header.indexOf('hours')]).toBe('Mon 08:00-12:00; Mon 14:00-18:00; Sat 10:00-13:00')
    const asPatient = parse(await (await csv('/doctors?q=Saturday', 'patient')).text())
    expect(asPatient[0]).toEqual(['name', 'specialty', 'room', 'id'])
  })

  test('everybody’s notifications say whose they are', async () => {
    const { userId } = people.nurse
    await hospital.fetch('/notifications/send', {
      method: 'POST',
      headers: people.admin.headers,
      body: { to: { userIds: [userId] }, title: 'For a nurse', body: 'Please read.' },
    })
    const [header = [], ...records] = parse(await (await csv('/notifications?scope=all', 'admin')).text())
    const record = records.find((each) => each[header.indexOf('title')] === 'For a nurse') ?? []
    const { name } = (await (
      await hospital.fetch(`/auth/users/${userId}`, { headers: people.admin.headers })
    ).json()) as {
      name: string
    }
    expect([record[header.indexOf('userId')], record[header.indexOf('user.name')]]).toEqual([userId, name])
  })

  test('whoever may not see a list gets no file of it', async () => {
    expect((await hospital.fetch('/patients', { headers: { accept: 'text/csv' } })).status).toBe(401)
    const refused = await csv('/auth/users', 'nurse')
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'application/problem+json'])
    const [, ...own] = parse(await (await csv('/patients', 'patient')).text())
    expect(own).toEqual([])
  })

  test.each([
    ['/doctors', 'name'],
    ['/appointments', 'startsAt'],
    ['/auth/users', 'name'],
    ['/notifications', 'createdAt'],
    ['/notifications?scope=all', 'createdAt'],
    ['/notifications/failures', 'cause'],
    ['/notifications/sends', 'createdAt'],
    ['/waitlist', 'createdAt'],
    ['/waitlist/offers', 'freedAt'],
    ['/patients/:id/notifications', 'createdAt'],
  ])('%s is answered as CSV too', async (path, first) => {
    const { id } = (await (await register({ givenName: 'Told', familyName: 'Nothing' })).json()) as { id: string }
    const response = await csv(path.replace(':id', id), 'admin')
    expect([response.status, (await response.text()).split(',')[0]]).toEqual([200, first])
  })

  test('what a person wrote stays as they wrote it, though it looks like an instant', async () => {
    await register({ givenName: '2026-11-22T08:00:00Z', familyName: 'Instantly' })
    expect(await (await csv('/patients?q=Instantly')).text()).toContain('2026-11-22T08:00:00Z')
  })

  test('times are told on the hospital’s clock, with its offset', async () => {
    const [header = [], record = []] = parse(await (await csv('/auth/users', 'admin')).text())
    expect(record[header.indexOf('createdAt')]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
  })

  test('the description says so', async () => {
    const { paths } = (await (await hospital.fetch('/openapi.json')).json()) as {
      paths: Record<string, { get: { responses: { 200: { content: object } } } }>
    }
    expect(Object.keys(paths['/patients']?.get.responses[200].content ?? {})).toEqual(['application/json', 'text/csv'])
  })
})
