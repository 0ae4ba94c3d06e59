import { describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { connect, isCrowded, isUnavailable, sqlState, violatedConstraint } from './connect.ts'
import { withClient } from './postmaster.ts'
import { testDatabase } from './testing.ts'

const wrapped = (fields: { code?: string; message?: string; constraint?: string }) =>
  new Error('Failed query', { cause: Object.assign(new Error(fields.message ?? ''), fields) })

describe('sqlState and isUnavailable', () => {
  test.each([
    [{ code: '23P01' }, '23P01', false],
    [{ code: '22P02' }, '22P02', false],
    [{ code: '57014' }, '57014', false],
    [{ code: '08006' }, '08006', true],
    [{ code: '25P03' }, '25P03', true],
    [{ code: '28P01' }, '28P01', true],
    [{ code: '28000' }, '28000', true],
    [{ code: '57P01' }, '57P01', true],
    [{ code: '57P03' }, '57P03', true],
    [{ code: '3D000' }, '3D000', true],
    [{ code: '53300' }, '53300', true],
    [{ code: '42501' }, '42501', true],
    [{ code: 'ECONNREFUSED' }, undefined, true],
    [{ code: 'EPIPE' }, undefined, true],
    [{ message: 'Connection terminated unexpectedly' }, undefined, true],
    [{ message: 'timeout exceeded when trying to connect' }, undefined, true],
    [{ message: 'something else' }, undefined, false],
  ])('%p', (fields, state, unavailable) => {
    const error = wrapped(fields)
    expect([sqlState(error), isUnavailable(error)]).toEqual([state, unavailable])
  })
})

test('a violated constraint is known by its name', () => {
  const violation = (code: string) => wrapped({ code, constraint: 'doctor_user' })
  expect(['23505', '23P01', '42501'].map((code) => violatedConstraint(violation(code)))).toEqual([
    'doctor_user',
    'doctor_user',
    undefined,
  ])
})

describe('connect', () => {
  test('a server that is not there is an error, soon', async () => {
    const { db, close } = connect('postgres://nobody:x@127.0.0.1:9/none', { name: 'test' })
    const error = await db.execute(sql`select 1`).catch((reason: unknown) => reason)
    expect([isCrowded(error), isUnavailable(error)]).toEqual([false, true])
    await close()
  })

  test('a server that accepts and says nothing is an error within its limit', async () => {
    const silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
    const { db, close } = connect(`postgres://nobody:x@127.0.0.1:${silent.port}/none`, { name: 'test' })
    const start = performance.now()
    const error = await db.execute(sql`select 1`).catch((reason: unknown) => reason)
    expect(isUnavailable(error)).toBe(true)
    expect(performance.now() - start).toBeLessThan(5_000)
    silent.stop(true)
    await close()
  })

  test('a query for which no connection is free in time is told apart', async () => {
    const database = await testDatabase()
    const { db, pool, close } = connect(database.urls.auth, { name: 'crowded', max: 1 })
    const held = await pool.connect()
    const error = await db.execute(sql`select 1`).catch((reason: unknown) => reason)
    expect([isCrowded(error), isUnavailable(error)]).toEqual([true, true])
    held.release()
    await close()
    await database.drop()
  })

  test('survives the loss of its connections', async () => {
    const database = await testDatabase()
    const { db, close } = connect(database.urls.auth, { name: 'lost' })
    await db.execute(sql`select 1`)
    const terminate = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lost'"
    expect((await withClient(database.ownerUrl, (owner) => owner.query(terminate))).rowCount).toBe(1)
    const error = await db.execute(sql`select 1`).catch((reason: unknown) => reason)
    if (error instanceof Error) expect(isUnavailable(error)).toBe(true)
    expect((await db.execute(sql`select 1`)).rowCount).toBe(1)
    await close()
    await close()
    await database.drop()
  })
})

test('a process that freezes within a transaction keeps its locks for 15 s at most', async () => {
  const database = await testDatabase()
  const { db, close } = connect(database.urls.notification, { name: 'test', max: 1 })
  const { rows } = await db.execute(sql`show idle_in_transaction_session_timeout`)
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '15s' }])
  await close()
  await database.drop()
})
