import { expect, test } from 'bun:test'
import { coalesce } from './coalesce.ts'

const rows = (ids: string[]) => ids.filter((id) => id !== 'nobody').map((id) => ({ id, name: `name of ${id}` }))

test('one turn’s questions are one query, each id once, and each gets its own answer', async () => {
  const asked: string[][] = []
  const find = coalesce(async (ids) => {
    asked.push(ids)
    return rows(ids).toReversed()
  })
  const answers = await Promise.all([find('a'), find('b'), find('A'), find('nobody')])
  expect(answers.map((row) => row?.name)).toEqual(['name of a', 'name of b', 'name of a', undefined])
  expect(await find('a')).toMatchObject({ id: 'a' })
  expect(asked).toEqual([['a', 'b', 'nobody'], ['a']])
})

test('a failure reaches everyone who asked, and no one after them', async () => {
  let fails = true
  const find = coalesce(async (ids) => {
    if (fails) throw new Error('gone')
    return rows(ids)
  })
  const answers = await Promise.allSettled([find('a'), find('b')])
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await find('a')).toMatchObject({ id: 'a' })
})
