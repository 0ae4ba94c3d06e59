import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import type { NewPatient } from './model.ts'
import { amina, type Patients, startPatients } from './testing.ts'

setDefaultTimeout(30_000)

let patients: Patients
const names = async (query: string) => (await patients.list(query)).items.map(({ name }) => name)
const find = (q: string, rest = '') => names(`?limit=100&q=${encodeURIComponent(q)}${rest}`)

const register: Partial<NewPatient>[] = [
  { givenName: 'John', familyName: 'Smith', birthDate: '1980-02-03', sex: 'male', phone: '+34 600 123 456' },
  { givenName: 'Jon', familyName: 'Smith', birthDate: '1991-07-14', sex: 'male', phone: '(0151) 2345-6789' },
  { givenName: 'Johnny', familyName: 'Smithers', birthDate: '1980-02-03', sex: 'male' },
  { givenName: 'Smith', familyName: 'Johnson', birthDate: '1975-12-31', sex: 'other' },
  { givenName: 'Sean', familyName: 'O’Brien', birthDate: '1960-01-01', sex: 'male' },
  { givenName: 'José', familyName: 'Núñez', birthDate: '1955-05-05', sex: 'male' },
  { givenName: 'Ana', familyName: 'de la Cruz', birthDate: '2001-09-09', sex: 'female' },
  { givenName: '太郎', familyName: '山田', birthDate: '1999-09-09', sex: 'unknown' },
]

beforeAll(async () => {
  patients = await startPatients()
  for (const each of register) {
    patients.clock.advance(1000)
    await patients.create(each)
  }
})
afterAll(() => patients?.stop())

describe('a search', () => {
  test.each<[string, string[]]>([
    ['john smith', ['John Smith', 'Smith Johnson', 'Johnny Smithers', 'Jon Smith']],
    ['Smith, John', ['John Smith', 'Smith Johnson', 'Johnny Smithers', 'Jon Smith']],
    ['jon smith', ['Jon Smith', 'John Smith']],
    ['Jhon Smiht', ['John Smith', 'Jon Smith']],
    ['smithe', ['Johnny Smithers', 'Smith Johnson', 'John Smith', 'Jon Smith']],
    ['obrien', ['Sean O’Brien']],
    ["O'Brein", ['Sean O’Brien']],
    ['NUNEZ jose', ['José Núñez']],
    ['delacruz', ['Ana de la Cruz']],
    ['de la cruz ana', ['Ana de la Cruz']],
    ['山', ['太郎 山田']],
    ['Henderson', []],
    ['john nunez', []],
    ['%', []],
    ['600123456', ['John Smith']],
    ['0034 600 123 456', ['John Smith']],
    ['3456', ['John Smith', 'Jon Smith']],
    ['+49 151 23456789', ['Jon Smith']],
    ['600999', []],
    ['1980-02-03', ['John Smith', 'Johnny Smithers']],
    ['03/02/1980', ['John Smith', 'Johnny Smithers']],
    ['3.2.1980', ['John Smith', 'Johnny Smithers']],
    ['smithers 03.02.1980', ['Johnny Smithers']],
    ['smith 600123456', ['John Smith']],
  ])('for “%s” finds %j', async (q, expected) => expect(await find(q)).toEqual(expected))

  test('for a record number finds its patient first, however it is typed', async () => {
    const { mrn, name } = (await patients.list('?limit=1')).items[0] ?? { mrn: '', name: '' }
    const digits = mrn.slice('MRN-'.length)
    for (const q of [mrn, mrn.toLowerCase(), `mrn ${digits}`, digits, String(Number(digits))])
      expect((await find(q))[0]).toBe(name)
    expect(await find('MRN-0000')).toHaveLength(register.length)
    expect(await find('MRN-999999')).toEqual([])
  })

  test('that is blank is none', async () => expect(await find('  ')).toHaveLength(register.length))

  test('may be combined with filters and another order', async () => {
    expect(await find('smith', '&sex=other')).toEqual(['Smith Johnson'])
    expect(await find('smith', '&sort=-birthDate')).toEqual([
      'Jon Smith',
      'Johnny Smithers',
      'John Smith',
      'Smith Johnson',
    ])
    expect((await patients.list('?q=smith&limit=1&count=true')).total).toBe(4)
  })

  test('goes by the name as it is now', async () => {
    const { id } = await patients.create({ givenName: 'Wilhelmina', familyName: 'Vandersloot' })
    expect(await find('vandersloot')).toEqual(['Wilhelmina Vandersloot'])
    await patients.change(id, { familyName: 'Ravensworth', phone: '700 700 700' })
    expect(await find('vandersloot')).toEqual([])
    expect(await find('ravensworth')).toEqual(['Wilhelmina Ravensworth'])
    expect(await find('700700')).toEqual(['Wilhelmina Ravensworth'])
    await patients.archive(id)
    expect(await find('ravensworth')).toEqual([])
  })
})

describe('a list', () => {
  test('is in the order asked for, by family name if none is', async () => {
    const byName = [
      'Ana de la Cruz',
      'Smith Johnson',
      'José Núñez',
      'Sean O’Brien',
      'John Smith',
      'Jon Smith',
      'Johnny Smithers',
      '太郎 山田',
    ]
    expect(await names('')).toEqual(byName)
    expect(await names('?sort=-name')).toEqual(byName.toReversed())
    expect(await names('?sort=birthDate&limit=2')).toEqual(['José Núñez', 'Sean O’Brien'])
    expect(await names('?sort=createdAt&limit=2')).toEqual(['John Smith', 'Jon Smith'])
    expect(await names('?sort=-updatedAt&limit=1')).toEqual(['太郎 山田'])
  })

  const orders = [
    '',
    'sort=-name',
    'sort=birthDate',
    'sort=-birthDate',
    'sort=createdAt',
    'sort=updatedAt',
    'q=smith',
    'q=jon&sort=name',
  ]
  test.each(orders)('by pages of two shows everyone once: %s', async (query) => {
    const whole = await names(`?limit=100&${query}`)
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await patients.list(`?limit=2&${query}${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(whole)
  })

  test('tells twins apart by nothing but their id, and shows both', async () => {
    for (let twin = 0; twin < 3; twin++) await patients.create({ givenName: 'Twin', familyName: 'Twinning' })
    const first = await patients.list('?q=twin&limit=2')
    const second = await patients.list(`?q=twin&limit=2&cursor=${first.nextCursor}`)
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3)
  })

  test('may be narrowed to the record of an account', async () => {
    const { user, record } = await patients.linked({ givenName: 'Linked' })
    expect(await names(`?userId=${user.userId}`)).toEqual([record.name])
    expect(await names(`?userId=${Bun.randomUUIDv7()}`)).toEqual([])
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['sort=phone', 'sort'],
    ['sex=f', 'sex'],
    ['shoeSize=42', 'shoeSize'],
    ['archived=perhaps', 'archived'],
    ['cursor=nonsense', 'cursor'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=%00', 'q'],
  ])('is refused for %s', async (query, path) => {
    const { status, body } = await patients.call('GET', `/patients?${query}`, { who: 'nurse' })
    expect(status).toBe(422)
    expect(body.errors?.[0]?.path).toBe(path)
  })

  test('refuses the cursor of another order', async () => {
    const { nextCursor } = await patients.list('?limit=1&sort=birthDate')
    for (const query of ['sort=name', 'q=smith', 'sort=-birthDate'])
      expect((await patients.call('GET', `/patients?${query}&cursor=${nextCursor}`, { who: 'nurse' })).status).toBe(422)
  })

  test('refuses a cursor whose value the order cannot have', async () => {
    for (const [sort, value] of [
      ['birthDate', 'x'],
      ['createdAt', 'x'],
      ['name', 1],
      ['name', '\0'],
    ] as const) {
      const cursor = Buffer.from(JSON.stringify([sort, value, Bun.randomUUIDv7()])).toString('base64url')
      expect((await patients.call('GET', `/patients?sort=${sort}&cursor=${cursor}`, { who: 'nurse' })).status).toBe(422)
    }
  })

  test('is for staff and for patients’ own', async () => {
    expect((await patients.call('GET', '/patients')).status).toBe(401)
    expect(await patients.list('', 'patient')).toEqual({ items: [], nextCursor: null })
    expect((await patients.create(amina)).id).toBeDefined()
  })
})
