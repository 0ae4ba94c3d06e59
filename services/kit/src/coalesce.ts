/** What a look-up takes at most: the parts' own limit for ids in one call. */
const mostIds = 1000

/**
 * Answers the look-ups of one turn of the event loop with one query, or one for each thousand ids: under load a query costs
 * more than the rest of a small request, and one for thirty ids costs little more than one for one. `look` may answer in any order.
 */
export function coalesce<Row extends { id: string }>(
  look: (ids: string[]) => Promise<Row[]>,
): (id: string) => Promise<Row | undefined> {
  type Asked = Map<string, PromiseWithResolvers<Row | undefined>>
  let waiting: Asked | undefined

  async function answer(asked: Asked): Promise<void> {
    if (waiting === asked) waiting = undefined
    try {
      for (const row of await look([...asked.keys()])) asked.get(row.id)?.resolve(row)
      for (const { resolve } of asked.values()) resolve(undefined)
    } catch (error) {
      for (const { reject } of asked.values()) reject(error)
    }
  }

  return (given) => {
    const id = given.toLowerCase()
    const known = waiting?.get(id)
    if (known) return known.promise
    if (!waiting || waiting.size === mostIds) {
      waiting = new Map()
      setImmediate(answer, waiting)
    }
    const one = Promise.withResolvers<Row | undefined>()
    waiting.set(id, one)
    return one.promise
  }
}

/**
 * Gives everyone who asks for the same in one turn of the event loop the same answer: when something changes, every open
 * board asks for the same list at once. The work begins when the turn is over, so that nobody misses what they wrote before.
 */
export function shareAnswers<Answer>(): (question: string, work: () => Promise<Answer>) => Promise<Answer> {
  let asked: Map<string, Promise<Answer>> | undefined

  return (question, work) => {
    if (!asked) {
      asked = new Map()
      setImmediate(() => {
        asked = undefined
      })
    }
    const known = asked.get(question)
    if (known) return known
    const answer = new Promise<void>((resolve) => void setImmediate(resolve)).then(work)
    asked.set(question, answer)
    return answer
  }
}
