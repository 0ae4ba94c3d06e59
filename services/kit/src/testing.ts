/** Looks until there is something, without a fixed wait. @throws Error after the given milliseconds */
export async function eventually<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds = 20_000,
): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await Bun.sleep(10)) {
    const found = await look()
    if (found !== undefined && found !== false) return found
  }
  throw new Error(`it did not happen within ${milliseconds} ms`)
}
