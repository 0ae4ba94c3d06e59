import { readdirSync, readFileSync } from 'node:fs'

// What Linux tells of processes; proc(5).

/** Memory that a process holds for itself, and its share of what it shares, in MB. */
export function memoryOf(pid: number): { resident: number; proportional: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024
  return { resident: megabytes('Rss'), proportional: megabytes('Pss') }
}

/** The most that a process ever held, in MB. */
export function peakMemoryOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024
}

/** How many files and sockets a process may hold open: its soft limit, as `ulimit -n` says it. */
export function fileLimitOf(pid: number): number {
  const text = /^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1]
  return text === undefined ? Number.POSITIVE_INFINITY : Number(text)
}

/** Fields of /proc/<pid>/stat after the command, which may hold anything. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

export const parentOf = (pid: number): number => Number(statOf(pid)[1])

/** Clock ticks are hundredths of a second on every Linux. */
const tickMs = 10

/** Milliseconds of processor time that a process has used. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid)
  return (Number(stat[11]) + Number(stat[12])) * tickMs
}

/** Milliseconds of processor time of a process, and of all that it started, ended ones too. */
export function cpuOfFamily(pid: number): number {
  const [ended, endedInKernel] = statOf(pid).slice(13, 15).map(Number) as [number, number]
  let sum = cpuOf(pid) + (ended + endedInKernel) * tickMs
  for (const name of readdirSync('/proc')) {
    try {
      if (/^\d+$/.test(name) && parentOf(Number(name)) === pid) sum += cpuOf(Number(name))
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum
}
