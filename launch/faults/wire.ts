import type { Frame } from '@wardline/gateway/streams/hub'
import type { Socket } from 'bun'

export type Heard = Frame & { data: Record<string, unknown> }

/** One connection of one stream. */
export interface Wire {
  /** Reads no more, though the connection stays. */
  pause(): void
  resume(): void
  /** Leaves without a word. */
  cut(): void
}

interface Listener {
  frame(frame: Heard): void
  /** The status that it was refused with; undefined: the connection ended, or could not be made. */
  ended(status: number | undefined): void
}

const field = (block: string, name: string): string | undefined => {
  const at = block.startsWith(`${name}: `) ? 0 : block.indexOf(`\n${name}: `) + 1
  if (at === 0 && !block.startsWith(`${name}: `)) return undefined
  const end = block.indexOf('\n', at)
  return block.slice(at + name.length + 2, end < 0 ? undefined : end)
}

function parse(block: string): Heard | undefined {
  const type = field(block, 'event')
  if (!type) return undefined
  const id = field(block, 'id')
  const text = Buffer.from(field(block, 'data') ?? 'null', 'latin1').toString('utf8')
  return { type: type as Frame['type'], ...(id && { id }), data: JSON.parse(text) }
}

/** Takes the answer's head, then the chunks out of what comes (RFC 9112, 7.1), then the events out of them. */
function createDecoder(listener: { frame(frame: Heard): void; over(status?: number): void }) {
  let undecoded = ''
  let text = ''
  let isAnswered = false
  let isEnded = false

  function head(): void {
    const end = undecoded.indexOf('\r\n\r\n')
    if (end < 0) return
    const status = Number(undecoded.slice(9, 12))
    if (status !== 200) listener.over(status)
    undecoded = undecoded.slice(end + 4)
    isAnswered = status === 200
  }
  function chunks(): void {
    let at = 0
    for (let line = undecoded.indexOf('\r\n'); line >= 0; line = undecoded.indexOf('\r\n', at)) {
      const size = Number.parseInt(undecoded.slice(at, line), 16)
      const end = line + 2 + size + 2
      if (undecoded.length < end) break
      text += undecoded.slice(line + 2, end - 2)
      at = end
      if (size === 0) isEnded = true
    }
    undecoded = undecoded.slice(at)
  }
  return (bytes: Buffer): void => {
    undecoded += bytes.toString('latin1')
    if (!isAnswered) head()
    if (!isAnswered) return
    chunks()
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const frame = parse(block)
      if (frame) listener.frame(frame)
    }
    if (isEnded) listener.over()
  }
}

/**
 * Opens `GET /notifications/stream` on a bare socket: thousands of them cost little, and each can stop reading or vanish,
 * which no client library lets it do.
 */
export function openWire(gateway: string, token: string, position: string | undefined, listener: Listener): Wire {
  const { hostname, port } = new URL(gateway)
  let socket: Socket | undefined
  let isOver = false
  const finish = (status: number | undefined) => {
    if (isOver) return
    isOver = true
    listener.ended(status)
  }
  const cut = () => {
    isOver = true
    socket?.terminate()
  }
  const decode = createDecoder({
    frame: (frame) => !isOver && listener.frame(frame),
    over: (status) => {
      finish(status)
      socket?.terminate()
    },
  })
  Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open(opened) {
        socket = opened
        if (isOver) return opened.terminate()
        const resume = position ? `Last-Event-ID: ${position}\r\n` : ''
        const lines = [`Host: ${hostname}:${port}`, `Authorization: Bearer ${token}`]
        opened.write(`GET /notifications/stream HTTP/1.1\r\n${lines.join('\r\n')}\r\n${resume}\r\n`)
      },
      data: (_, bytes) => decode(bytes),
      close: () => finish(undefined),
      error: () => finish(undefined),
      connectError: () => finish(undefined),
    },
  }).catch(() => finish(undefined))
  return { pause: () => void socket?.pause(), resume: () => void socket?.resume(), cut }
}
