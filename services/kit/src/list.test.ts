import { describe, expect, test } from 'bun:test'
import { integer, PgDialect, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'
import { byInstant, containing, keyset, page } from './list.ts'

const table = pgTable('thing', { id: uuid('id'), at: timestamp('at'), n: integer('n') })
const columns = { at: byInstant(table.at), n: { column: table.n } }
const rows = [1, 2, 3].map((n) => ({ id: `01933b8e-0000-7000-8000-00000000000${n}`, at: new Date(n * 1000), n }))

const show = (limit: number, sort: string, count = false) =>
  page(
    rows,
    { limit, order: `thing ${sort}`, count },
    { sortValue: (row) => row.at, view: ({ n }) => n, total: async () => 9 },
  )

describe('a page', () => {
  test('has a next one only when there is a row too many', async () => {
    expect(await show(3, 'at')).toEqual({ items: [1, 2, 3], nextCursor: null })
    expect(await show(2, 'at', true)).toEqual({ items: [1, 2], nextCursor: expect.any(String), total: 9 })
  })
  test('goes on after the last row of the one before, ties settled by id', async () => {
    const { nextCursor } = await show(2, '-at')
    const { after } = keyset({ sort: '-at', cursor: nextCursor ?? '', columns, id: table.id })
    const { sql, params } = new PgDialect().sqlToQuery(after as NonNullable<typeof after>)
    expect(sql).toBe('("thing"."at" < $1 or ("thing"."at" = $2 and "thing"."id" < $3))')
    expect(params[2]).toBe(rows[1]?.id as string)
  })
  test.each([
    ['rubbish', 'rubbish'],
    ['another order’s', Buffer.from(JSON.stringify(['thing n', 1, rows[0]?.id])).toString('base64url')],
    ['another list’s', Buffer.from(JSON.stringify(['other at', rows[0]?.at, rows[0]?.id])).toString('base64url')],
    ['no id', Buffer.from(JSON.stringify(['thing at', '2026-01-01T00:00:00Z', 'x'])).toString('base64url')],
    ['no instant', Buffer.from(JSON.stringify(['thing at', 'yesterday', rows[0]?.id])).toString('base64url')],
    ['an object', Buffer.from(JSON.stringify(['thing at', {}, rows[0]?.id])).toString('base64url')],
  ])('a cursor that is %s is refused', (_, cursor) => {
    expect(() => keyset({ sort: 'at', cursor, columns, id: table.id })).toThrow('not given out by this list')
  })
})

test('what stands for other letters in a pattern is looked for as it is', () =>
  expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%'))

test('a cursor keeps no text, which may be a name and would stand in a URL', async () => {
  const named = rows.map((row, index) => ({ ...row, name: `Name ${index}` }))
  const how = { sortValue: (row: (typeof named)[number]) => row.name, view: (row: object) => row, total: async () => 3 }
  const { nextCursor } = await page(named, { limit: 2, order: 'thing name' }, how)
  expect(Buffer.from(nextCursor ?? '', 'base64url').toString()).toContain(named[1]?.id as string)
  expect(Buffer.from(nextCursor ?? '', 'base64url').toString()).not.toContain('Name')
})
