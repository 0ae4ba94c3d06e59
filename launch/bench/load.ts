import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'

export interface Load {
  connections: number
  seconds: number
  headers?: Record<string, string>
}

export interface Measured {
  perSecond: number
  /** Milliseconds. */
  p99: number
  /** Answers other than 2xx, and none at all. */
  failed: number
}

const wrk = Bun.which('wrk')

const milliseconds = (text: string): number => {
  const value = Number.parseFloat(text)
  if (text.endsWith('us')) return value / 1000
  return text.endsWith('ms') ? value : value * 1000
}

/** wrk takes least of the processor away from what is measured (Debian: `apt-get install wrk`). */
async function byWrk(
  command: string,
  origin: string,
  paths: string[],
  { connections, seconds, headers = {} }: Load,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'wardline-bench-'))
  const script = join(folder, 'paths.lua')
  await Bun.write(
    script,
    `local paths = { ${paths.map((path) => JSON.stringify(path)).join(', ')} }
local index = 0
request = function() index = index % #paths + 1; return wrk.format(nil, paths[index]) end`,
  )
  // One path needs no script, whose turns would be counted against what is measured.
  const asked = paths.length > 1 ? ['-s', script, origin] : [`${origin.replace(/\/$/, '')}${paths[0]}`]
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency']
  const text = await new Response(Bun.spawn([command, ...options, ...given, ...asked]).stdout).text()
  await rm(folder, { recursive: true })
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
  const failed = number(/Non-2xx or 3xx responses: (\d+)/) + number(/timeout (\d+)/) + number(/read (\d+)/)
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p99: milliseconds(/99%\s+(\S+)/.exec(text)?.[1] ?? '0s'),
    failed,
  }
}

async function byAutocannon(
  origin: string,
  paths: string[],
  { connections, seconds, headers = {} }: Load,
): Promise<Measured> {
  const requests = paths.map((path) => ({ path, headers }))
  const measured = await autocannon({ url: origin, connections, duration: seconds, requests })
  return { perSecond: measured.requests.average, p99: measured.latency.p99, failed: measured.non2xx + measured.errors }
}

/** Asks these paths in turn from several connections for some seconds, each connection again as soon as it is answered. */
export const load = (origin: string, paths: string[], options: Load): Promise<Measured> =>
  wrk ? byWrk(wrk, origin, paths, options) : byAutocannon(origin, paths, options)

export const generator = wrk ? 'wrk' : 'autocannon'
