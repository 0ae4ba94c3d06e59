import { expect, test } from 'bun:test'
import { together } from './feed-together.ts'

/** Questions as they are asked, answered when the test says so. */
function questions() {
  const asked: string[][] = []
  const open: PromiseWithResolvers<string>[] = []
  const ask = together((ids) => {
    asked.push(ids)
    const answer = Promise.withResolvers<string>()
    open.push(answer)
    return answer.promise
  })
  return { ask, asked, next: () => open.shift() as PromiseWithResolvers<string> }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('one who comes alone is answered at once', async () => {
  const { ask, asked, next } = questions()
  const answer = ask('a')
  await turn()
  expect(asked).toEqual([['a']])
  next().resolve('one')
  expect(await answer).toBe('one')
})

test('those who come while an answer is under way share the next, and are never told what was asked before they came', async () => {
  const { ask, asked, next } = questions()
  const first = ask('a')
  await turn()
  const others = [ask('b'), ask('c'), ask('b'), ask('a')]
  await turn()
  expect(asked).toEqual([['a']])
  next().resolve('one')
  expect(await first).toBe('one')
  await turn()
  expect(asked).toEqual([['a'], ['b', 'c', 'a']])
  next().resolve('two')
  expect(await Promise.all(others)).toEqual(['two', 'two', 'two', 'two'])
})

test('a question that fails is the failure of those who asked it, and of nobody after them', async () => {
  const { ask, next } = questions()
  const first = ask('a')
  await turn()
  const second = ask('b')
  next().reject(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await turn()
  next().resolve('two')
  expect(await second).toBe('two')
})
