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
async function byWrk(command: string, url: string, { connections, seconds, headers = {} }: Load): Promise<Measured> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency']
  const text = await new Response(Bun.spawn([command, ...options, ...given, url]).stdout).text()
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
  const failed = number(/Non-2xx or 3xx responses: (\d+)/) + number(/timeout (\d+)/) + number(/read (\d+)/)
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p99: milliseconds(/99%\s+(\S+)/.exec(text)?.[1] ?? '0s'),
    failed,
  }
}

async function byAutocannon(url: string, { connections, seconds, headers = {} }: Load): Promise<Measured> {
  const { requests, latency, non2xx, errors } = await autocannon({ url, connections, duration: seconds, headers })
  return { perSecond: requests.average, p99: latency.p99, failed: non2xx + errors }
}

/** Asks one address from several connections for some seconds, each connection again as soon as it is answered. */
export const load = (url: string, options: Load): Promise<Measured> =>
  wrk ? byWrk(wrk, url, options) : byAutocannon(url, options)

export const generator = wrk ? 'wrk' : 'autocannon'
