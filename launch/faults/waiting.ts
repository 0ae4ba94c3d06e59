/** What a case says when it does not hold, in words for the table. */
export class Broken extends Error {
  override name = 'Broken'
}

/** @throws Broken saying what should have been */
export function must(isSo: boolean, words: string): asserts isSo {
  if (!isSo) throw new Broken(words)
}

/** Gives a promise up after its time. @throws Broken naming what was waited for */
export async function within<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Broken(`${what}: not within ${seconds(milliseconds)}`)), milliseconds)
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}

/** How long a busy machine may take for anything that nothing else was promised of. */
export const patienceMs = 30_000

/** Looks until it is so; returns the milliseconds that took. @throws Broken naming what did not come about */
export async function until(
  what: string,
  look: () => boolean | Promise<boolean>,
  milliseconds = patienceMs,
  everyMs = 10,
): Promise<number> {
  const started = performance.now()
  while (!(await look())) {
    if (performance.now() - started > milliseconds) throw new Broken(`${what}: not within ${seconds(milliseconds)}`)
    await Bun.sleep(everyMs)
  }
  return performance.now() - started
}

/** Milliseconds in words. */
export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

/** Does something for each, so many at a time. */
export async function forEach<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const one = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, one))
}
