import { expect, test } from 'bun:test'
import { type Asked, everyPage } from './every-page.ts'

/** A list of so many numbers, in pages of two, and what it was asked. */
function list(length: number) {
  const asked: Asked[] = []
  const ask = async (question: Asked) => {
    asked.push(question)
    const start = Number(question.cursor ?? 0)
    const end = Math.min(start + 2, length)
    const items = Array.from({ length: end - start }, (_, index) => start + index)
    return { items, nextCursor: end < length ? String(end) : null }
  }
  return { ask, asked }
}

test.each([0, 1, 2, 5])('a list of %d is read to its end, each once', async (length) => {
  const { ask } = list(length)
  expect(await everyPage(ask)).toEqual(Array.from({ length }, (_, index) => index))
})

test('each page is as large as the API gives them, and begins where the last one ended', async () => {
  const { ask, asked } = list(5)
  await everyPage(ask)
  expect(asked).toEqual([{ limit: 100 }, { limit: 100, cursor: '2' }, { limit: 100, cursor: '4' }])
})

test('a page that cannot be had fails the whole', () => {
  const { ask } = list(5)
  const failing = (asked: Asked) => (asked.cursor ? Promise.reject(new Error('gone')) : ask(asked))
  expect(everyPage(failing)).rejects.toThrow('gone')
})
