import { createServer, type Socket } from 'node:net'

/** The steps of a conversation, each of which the server answers. */
export const stages = ['greeting', 'hello', 'sign-in', 'sender', 'recipient', 'data', 'content'] as const
export type Stage = (typeof stages)[number]

/** How the server answers: as it should, with a reply code, late, not at all, never to the end, or by breaking off. */
export type Manner = 'accept' | 'drop' | 'hang' | 'trickle' | number | { delayMs: number }

const fine: Record<Stage, string> = {
  greeting: '220 test',
  hello: '250-test\r\n250 AUTH PLAIN',
  'sign-in': '235 come in',
  sender: '250 ok',
  recipient: '250 ok',
  data: '354 go on',
  content: '250 taken',
}
const stageOf: Record<string, Stage> = {
  EHLO: 'hello',
  HELO: 'hello',
  AUTH: 'sign-in',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'data',
}
const trickleMs = 20

/** A small real SMTP server for tests (RFC 5321), which is as unfriendly as it is told to be, at whatever stage. It has no mailbox at `refused.test`. */
export async function startMailServer(options: { port?: number } = {}) {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const held = new Map<Socket, () => void>()
  let unfriendly: { manner: Manner; stage: Stage } = { manner: 'accept', stage: 'recipient' }
  let connections = 0

  /** Answers a stage in the manner of the moment. `done` is called when the answer was the good one. */
  function answer(socket: Socket, stage: Stage, line: string, done = () => {}): void {
    const say = (text: string) => socket.writable && socket.write(`${text}\r\n`)
    const accept = () => {
      done()
      say(fine[stage])
    }
    const manner = unfriendly.stage === stage ? unfriendly.manner : 'accept'
    if (manner === 'accept') accept()
    else if (manner === 'drop') socket.destroy()
    else if (manner === 'hang') held.set(socket, accept)
    else if (manner === 'trickle') {
      const timer = setInterval(() => say(`${fine[stage].slice(0, 3)}-and more`), trickleMs)
      socket.once('close', () => clearInterval(timer))
    } else if (typeof manner === 'number') say(`${manner} not ${line.slice(8)}`)
    else setTimeout(accept, manner.delayMs)
  }

  function converse(socket: Socket): void {
    let buffer = ''
    let isData = false
    connections += 1
    function hear(line: string): void {
      const verb = line.slice(0, 4).toUpperCase()
      const stage = stageOf[verb]
      const isStranger = stage === 'recipient' && line.includes('@refused.test')
      if (verb === 'QUIT') socket.end('221 bye\r\n')
      else if (isStranger) socket.write('550 no such mailbox\r\n')
      else if (!stage) socket.write('250 ok\r\n')
      else
        answer(socket, stage, line, () => {
          isData = stage === 'data'
        })
    }
    socket.on('data', (chunk) => {
      buffer += chunk.toString()
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n'
        const at = buffer.indexOf(end)
        if (at < 0) return
        const text = buffer.slice(0, at)
        buffer = buffer.slice(at + end.length)
        if (!isData) {
          hear(text)
          continue
        }
        isData = false
        answer(socket, 'content', '', () => mails.push(text))
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      held.delete(socket)
    })
    sockets.add(socket)
    answer(socket, 'greeting', '')
  }

  const server = createServer(converse)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    /** Everything that was accepted, whole. */
    mails,
    /** From now on; at the recipient unless told otherwise. */
    behave: (manner: Manner, stage: Stage = 'recipient') => {
      unfriendly = { manner, stage }
    },
    /** Conversations that were ever begun. */
    connections: () => connections,
    /** Conversations that wait for an answer that does not come. */
    hanging: () => held.size,
    /** Answers them after all. */
    release: () => {
      for (const go of held.values()) go()
      held.clear()
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
