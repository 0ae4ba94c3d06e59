import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createPostgresBackend, withBackend } from 'bullmq'
import { connect, isUnavailable, sqlState } from './connect.ts'
import { assertHospitalZone, readHospitalZone } from './hospital.ts'
import { type Logins, runTemplate } from './logins.ts'
import { migrate } from './migrate.ts'
import { type Part, parts } from './parts.ts'
import { withClient } from './postmaster.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

const logins = Object.fromEntries(parts.map((part) => [part, { user: part, password: 'test' }])) as Logins
let database: TestDatabase

const ask = (url: string, sql: string) =>
  withClient(url, (client) => client.query(sql)).then(
    ({ rowCount }) => `${rowCount} rows`,
    (error: unknown) => sqlState(error),
  )

beforeAll(async () => {
  database = await testDatabase()
  // Stands for the tables of auth, whatever its migrations make of them.
  await withClient(database.ownerUrl, async (owner) => {
    await owner.query('create schema probe; create table probe.secret (n serial); create table probe.history (n int)')
    await runTemplate(owner, 'grants', { schema: 'probe', login: 'auth' })
    await owner.query('create table probe.later (n serial)')
  })
})

afterAll(() => database.drop())

const denied = '42501'
const rights: [Part, string, string][] = [
  ['auth', 'insert into probe.secret default values', '1 rows'],
  ['auth', 'insert into probe.later default values', '1 rows'],
  ['auth', 'update probe.secret set n = 2', '1 rows'],
  ['auth', 'insert into probe.history values (1)', '1 rows'],
  ['auth', 'select from probe.history', '1 rows'],
  ['auth', 'update probe.history set n = 2', denied],
  ['auth', 'delete from probe.history', denied],
  ['auth', 'truncate probe.history', denied],
  ['auth', 'create table probe.mine ()', denied],
  ['auth', 'create schema mine', denied],
  ['auth', 'create table public.mine ()', denied],
  ['patient', 'select from probe.secret', denied],
  ['patient', 'select from bullmq.job', denied],
  ['patient', "select 'ana' % 'anna', unaccent('é')", '1 rows'],
  ['notification', 'select from bullmq.job', '0 rows'],
  ['notification', 'select from probe.secret', denied],
  ['notification', 'create schema mine', denied],
  ['gateway', 'select from probe.secret', denied],
  ['gateway', 'select from bullmq.job', denied],
  ['gateway', 'select from pg_authid', denied],
  ['gateway', 'create temporary table mine ()', denied],
  ['gateway', 'select 1', '1 rows'],
  ['auth', 'select from hospital.setting', '0 rows'],
  ['auth', "insert into hospital.setting values ('time_zone', 'UTC')", denied],
  ['gateway', 'select from hospital.setting', denied],
]

describe('logins', () => {
  test.each(rights)('%s: %s → %s', async (part, sql, expected) => {
    expect(await ask(database.urls[part], sql)).toBe(expected)
  })

  test.each(parts)('%s sees no table that another service owns', async (part) => {
    const schemas = await withClient(database.urls[part], (client) =>
      client.query<{ schema: string }>(`select distinct table_schema as schema from information_schema.table_privileges
        where table_schema not in ('pg_catalog', 'information_schema', 'extensions', 'hospital')`),
    )
    const own = { notification: ['notification', 'bullmq'], auth: ['auth', 'probe'] }[part as string] ?? [part]
    expect(schemas.rows.filter((row) => !own.includes(row.schema))).toEqual([])
  })

  test('a login whose right to connect is gone has no database', async () => {
    const { db, close } = connect(database.urls.doctor, { name: 'test' })
    await withClient(database.ownerUrl, (owner) =>
      owner.query(`revoke connect on database ${new URL(database.ownerUrl).pathname.slice(1)} from doctor`),
    )
    const error = await db.execute('select 1').catch((reason: unknown) => reason)
    expect([sqlState(error), isUnavailable(error)]).toEqual([denied, true])
    await migrate({ url: database.ownerUrl, logins })
    expect((await db.execute('select 1')).rowCount).toBe(1)
    await close()
  })
})

describe('migrate', () => {
  test('twice, and twice at once, changes nothing', async () => {
    const shape = "select array_agg(relname || coalesce(relacl::text, '') order by oid) as shape from pg_class"
    const read = () => withClient(database.ownerUrl, async (owner) => (await owner.query(shape)).rows)
    const before = await read()
    await Promise.all([1, 2].map(() => migrate({ url: database.ownerUrl, logins })))
    expect(await read()).toEqual(before)
  })

  test('keeps the first time zone and refuses another', async () => {
    const fresh = await testDatabase()
    const to = (timeZone: string) => migrate({ url: fresh.ownerUrl, logins, timeZone })
    const { db, close } = connect(fresh.urls.doctor, { name: 'test' })
    const kept = () => withClient(fresh.ownerUrl, readHospitalZone)
    await assertHospitalZone(db, 'Europe/Madrid')
    expect(await kept()).toBeUndefined()
    await to('Europe/Madrid')
    expect(await kept()).toBe('Europe/Madrid')
    await to('Europe/Madrid')
    await expect(to('Asia/Tokyo')).rejects.toThrow('set HOSPITAL_TZ=Europe/Madrid')
    await assertHospitalZone(db, 'Europe/Madrid')
    await expect(assertHospitalZone(db, 'Asia/Tokyo')).rejects.toThrow('HOSPITAL_TZ is Asia/Tokyo')
    await close()
    await fresh.drop()
  })

  test('refuses a login shared by two parts', async () => {
    const shared = { ...logins, gateway: logins.auth }
    await expect(migrate({ url: database.ownerUrl, logins: shared })).rejects.toThrow('login of its own')
  })

  test('BullMQ works as the notification login, without migrating', async () => {
    const { Queue } = withBackend(createPostgresBackend)
    const connection = { connectionString: database.urls.notification, schema: 'bullmq', migrate: false, max: 2 }
    const queue = new Queue('probe', { connection })
    await queue.add('job', {})
    expect(await queue.getJobCounts('waiting')).toEqual({ waiting: 1 })
    await queue.close()
  })
})
