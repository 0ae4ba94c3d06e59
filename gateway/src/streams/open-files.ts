import { readFile } from 'node:fs/promises'
import type { Config } from '@wardline/kit/config'
import type { Logger } from '@wardline/kit/log'

/** Files that a gateway needs besides its streams: requests, the connections to databases and to other parts. */
const reserve = 1000

/** How many files a process may have open, as proc(5) tells it; undefined: as many as it likes, or not told. */
export function openFilesOf(limits: string): number | undefined {
  const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
  return soft === undefined ? undefined : Number(soft)
}

/** How many of `max` streams so many open files leave room for; of few files half are kept back. */
export const streamsWithin = (max: number, files: number | undefined): number =>
  files === undefined ? max : Math.min(max, Math.max(1, files - Math.min(reserve, Math.ceil(files / 2))))

/** The configuration with no more streams than this process can have. Where there is no /proc, as on macOS, what is given counts. */
export async function withinFileLimit(config: Config, log: Logger): Promise<Config> {
  const files = openFilesOf(await readFile('/proc/self/limits', 'utf8').catch(() => ''))
  const max = streamsWithin(config.streams.max, files)
  if (max === config.streams.max) return config
  log.warn(
    { files, streams: max, asked: config.streams.max },
    'the limit of open files allows fewer streams than STREAMS_MAX',
  )
  return { ...config, streams: { ...config.streams, max } }
}
