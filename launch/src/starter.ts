import { readFileSync } from 'node:fs'

interface Process {
  pid: number
  parent: number
  command: string
}

/** Linux only: elsewhere a process is not found. */
export function lookUp(pid: number): Process | undefined {
  try {
    // The name stands in brackets and may hold anything, brackets too.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return { pid, parent: Number(afterName.split(' ')[1]), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }
  } catch {
    return undefined
  }
}

/** The processes from our parent up to the outermost npm; none when npm did not start us. */
export function npmAbove(pid: number, find = lookUp): number[] {
  const above: Process[] = []
  for (let next = find(find(pid)?.parent ?? 0); next && next.pid > 1; next = find(next.parent)) above.push(next)
  const outermost = above.findLastIndex(({ command }) => /^npm\b/.test(command))
  return above.slice(0, outermost + 1).map((each) => each.pid)
}

/**
 * Calls `stop` when an npm that started us is gone: npm passes SIGTERM to a shell that does not pass it on,
 * and a hospital that nobody can stop any more would keep its port.
 */
export function whenOrphaned(stop: () => void): void {
  const above = npmAbove(process.pid)
  if (!above.length) return
  const timer = setInterval(() => {
    const isWhole = above.every((pid, index) => lookUp(index ? (above[index - 1] ?? 0) : process.pid)?.parent === pid)
    if (isWhole) return
    clearInterval(timer)
    stop()
  }, 500)
  timer.unref()
}
