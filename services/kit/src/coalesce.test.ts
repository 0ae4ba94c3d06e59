import { expect, test } from 'bun:test'
import { coalesce, shareAnswers } from './coalesce.ts'

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

test('no query asks for more ids than a part takes at once', async () => {
  const sizes: number[] = []
  const find = coalesce(async (ids) => {
    sizes.push(ids.length)
    return rows(ids)
  })
  const ids = Array.from({ length: 1500 }, (_, index) => `id ${index}`)
  expect((await Promise.all(ids.map(find))).map((row) => row?.id)).toEqual(ids)
  expect(sizes).toEqual([1000, 500])
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

test('one turn’s same questions have one answer; a later turn asks anew', async () => {
  const share = shareAnswers<number>()
  let worked = 0
  const ask = (question: string) => share(question, async () => ++worked)
  const first = [ask('a'), ask('a'), ask('b')]
  // Nothing is read before the turn is over: what was written in it is seen.
  expect(worked).toBe(0)
  expect(await Promise.all(first)).toEqual([1, 1, 2])
  expect(await ask('a')).toBe(3)
})

test('a failure is everyone’s in that turn, and forgotten after it', async () => {
  const share = shareAnswers<string>()
  const gone = () => Promise.reject(new Error('gone'))
  const outcomes = await Promise.allSettled([share('a', gone), share('a', gone)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await share('a', async () => 'back')).toBe('back')
})
