import { createServer, type Socket } from 'node:net'

/** How the server answers a mail: accept, a reply code for its recipient, break off, or say nothing at all. */
export type Manner = 'accept' | 'drop' | 'hang' | 451 | 550

/** A small real SMTP server for tests (RFC 5321), which is as unfriendly as it is told to be. */
export async function startMailServer(options: { port?: number } = {}) {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const held = new Set<() => void>()
  let manner: Manner = 'accept'

  function converse(socket: Socket): void {
    let buffer = ''
    let isData = false
    const say = (line: string) => {
      socket.write(`${line}\r\n`)
    }
    function answerRecipient(line: string): void {
      if (manner === 'accept') say('250 ok')
      else if (manner === 'drop') socket.destroy()
      else if (manner === 'hang') held.add(() => say('250 ok'))
      else say(`${manner} not ${line.slice(8)}`)
    }
    function answer(line: string): void {
      const verb = line.slice(0, 4).toUpperCase()
      isData = verb === 'DATA'
      if (verb === 'RCPT') answerRecipient(line)
      else if (verb === 'QUIT') socket.end('221 bye\r\n')
      else say(isData ? '354 go on' : '250 ok')
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
          answer(text)
          continue
        }
        isData = false
        mails.push(text)
        say('250 taken')
      }
    })
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    sockets.add(socket)
    say('220 test')
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
    behave: (next: Manner) => {
      manner = next
    },
    /** Conversations that wait for an answer that does not come. */
    hanging: () => held.size,
    /** Answers them after all. */
    release: () => {
      for (const go of held) go()
      held.clear()
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
