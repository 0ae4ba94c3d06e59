import { createServer } from 'node:net'

export interface Place {
  host: string
  port: number
}

/** Why nothing can listen there; undefined when it can. */
function obstacle(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)))
  })
}

const words: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) => `port ${port} is taken by another program: set PORT to a free one`,
  EACCES: (_, port) => `this user may not listen on port ${port}: set PORT to one above 1023`,
  EADDRNOTAVAIL: (host) => `this machine has no address ${host}: set HOST to one it has, or to 0.0.0.0 for all`,
  ENOTFOUND: (host) => `this machine knows no host ${host}: set HOST to an address it has`,
}

/** A hospital whose launcher was killed takes a moment to end. */
const patience = 2_000

/** @throws Error naming the first port that can't be listened on, and the variable to change */
export async function assertFree(places: Place[], patienceMs = patience): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (const { host, port } of places) {
    let code = await obstacle(host, port)
    while (code === 'EADDRINUSE' && performance.now() < deadline) {
      await Bun.sleep(50)
      code = await obstacle(host, port)
    }
    if (code) throw new Error(words[code]?.(host, port) ?? `cannot listen on ${host}:${port} (HOST, PORT): ${code}`)
  }
}

/** A port that is free now, below those that the system hands out to outgoing connections. */
export async function findPort(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = 10_000 + Math.floor(Math.random() * 10_000)
    if (!(await obstacle(host, port))) return port
  }
  throw new Error('found no free port between 10000 and 20000')
}
