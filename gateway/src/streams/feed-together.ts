/**
 * Asks for many at once: while one answer is under way, all who come share the next question. When ten thousand readers come
 * back together this is some dozens of queries instead of as many as they are; one who comes alone does not wait.
 */
export function together<Answer>(ask: (ids: string[]) => Promise<Answer>): (id: string) => Promise<Answer> {
  let next: { ids: Set<string>; answer: Promise<Answer> } | undefined
  let last: Promise<unknown> = Promise.resolve()

  return (id) => {
    if (!next) {
      const ids = new Set<string>()
      const answer = last.then(() => {
        next = undefined
        return ask([...ids])
      })
      last = answer.catch(() => {})
      next = { ids, answer }
    }
    next.ids.add(id)
    return next.answer
  }
}
