/**
 * Runs work while this tab alone holds a browser-wide lock.
 * Web Locks exist on https and localhost only; elsewhere each tab simply works for itself.
 */
export async function withLock<Result>(
  name: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  if (!navigator.locks) return work()
  // The browser hands the callback's promise through, which lib.dom types without the generic.
  return (await navigator.locks.request(name, signal ? { signal } : {}, work)) as Result
}
