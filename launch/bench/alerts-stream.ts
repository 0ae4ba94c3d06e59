import type { Socket } from 'bun'

/** Milliseconds of the wall clock, finer than `Date.now()`; the same in every process of a machine. */
export const wallClock = () => performance.timeOrigin + performance.now()

/** One stream of one user, over as many connections as it takes. */
export interface Reader {
  token: string
  socket: Socket<Reader> | undefined
  /** `<epoch>.<seq>` of the last event, or of where the stream began. */
  position: string
  seq: number
  /** The head of the answer was read. */
  isAnswered: boolean
  /** What is no whole chunk yet, and what is no whole event yet. */
  undecoded: string
  unparsed: string
}

/** What readers hear. */
export interface Listeners {
  ready(): void
  notification(data: string, receivedAt: number): void
  /** The sequence did not go on where it stood: events are missing, came again, or have to be fetched. */
  broken(how: 'gap' | 'double' | 'reset'): void
  /** The stream was not opened: another status than 200, or no connection. */
  refused(reader: Reader, because: string): void
  /** The stream ended without our doing. */
  ended(because: string): void
}

export const createReader = (token: string): Reader => ({
  token,
  socket: undefined,
  position: '',
  seq: -1,
  isAnswered: false,
  undecoded: '',
  unparsed: '',
})

const seqOf = (position: string) => Number(position.slice(position.lastIndexOf('.') + 1))

function begin(reader: Reader, data: string, listeners: Listeners): void {
  if (reader.seq < 0) {
    reader.position = (JSON.parse(data) as { position: string }).position
    reader.seq = seqOf(reader.position)
  }
  listeners.ready()
}

/** A field of an event, in whatever order they come (WHATWG HTML, 9.2.6); each is a line. */
function fieldOf(event: string, name: string): string {
  const start = event.startsWith(`${name}: `) ? 0 : event.indexOf(`\n${name}: `) + 1
  if (start === 0 && !event.startsWith(`${name}: `)) return ''
  const end = event.indexOf('\n', start)
  return event.slice(start + name.length + 2, end < 0 ? undefined : end)
}

function step(reader: Reader, position: string, listeners: Listeners): void {
  const seq = seqOf(position)
  if (seq !== reader.seq + 1) listeners.broken(seq > reader.seq ? 'gap' : 'double')
  Object.assign(reader, { position, seq })
}

/** One event of the stream; most are pings, and cost no more than a look. */
function hear(reader: Reader, event: string, receivedAt: number, listeners: Listeners): void {
  if (event.startsWith('event: ping')) return
  const type = fieldOf(event, 'event')
  const position = fieldOf(event, 'id')
  const data = fieldOf(event, 'data')
  if (position) step(reader, position, listeners)
  if (type === 'ready') begin(reader, data, listeners)
  else if (type === 'notification') listeners.notification(data, receivedAt)
  else if (type === 'reset') listeners.broken('reset')
  else if (type === 'bye') listeners.ended(data)
}

/** Takes the chunks out of what came (RFC 9112, 7.1), and the events out of them. */
function decode(reader: Reader, listeners: Listeners): void {
  const receivedAt = wallClock()
  let at = 0
  const text = reader.undecoded
  for (;;) {
    const line = text.indexOf('\r\n', at)
    if (line < 0) break
    const size = Number.parseInt(text.slice(at, line), 16)
    if (text.length < line + 2 + size + 2) break
    reader.unparsed += text.slice(line + 2, line + 2 + size)
    at = line + 2 + size + 2
  }
  reader.undecoded = text.slice(at)
  let start = 0
  for (let end = reader.unparsed.indexOf('\n\n'); end >= 0; end = reader.unparsed.indexOf('\n\n', start)) {
    hear(reader, reader.unparsed.slice(start, end), receivedAt, listeners)
    start = end + 2
  }
  reader.unparsed = reader.unparsed.slice(start)
}

function receive(reader: Reader, data: Buffer, listeners: Listeners): void {
  // What the bench writes is ASCII.
  reader.undecoded += data.toString('latin1')
  if (!reader.isAnswered) {
    const end = reader.undecoded.indexOf('\r\n\r\n')
    if (end < 0) return
    const status = reader.undecoded.slice(0, reader.undecoded.indexOf('\r\n'))
    reader.undecoded = reader.undecoded.slice(end + 4)
    reader.isAnswered = true
    if (!status.includes(' 200 ')) {
      leave(reader)
      listeners.refused(reader, status)
      return
    }
  }
  decode(reader, listeners)
}

/**
 * Opens the stream, or resumes it where its reader stands. A bare socket and as little reading as will do:
 * what readers cost is taken from the processors of what is measured.
 */
export async function openStream({ host, port }: { host: string; port: number }, reader: Reader, listeners: Listeners) {
  const resume = reader.position ? `Last-Event-ID: ${reader.position}\r\n` : ''
  Object.assign(reader, { isAnswered: false, undecoded: '', unparsed: '' })
  try {
    await Bun.connect<Reader>({
      hostname: host,
      port,
      data: reader,
      socket: {
        open(socket) {
          reader.socket = socket
          socket.write(
            `GET /notifications/stream HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${reader.token}\r\n${resume}\r\n`,
          )
        },
        data: (socket, data) => {
          if (reader.socket === socket) receive(reader, data, listeners)
        },
        close: (socket) => {
          if (reader.socket !== socket) return
          reader.socket = undefined
          if (reader.isAnswered) listeners.ended('closed')
          else listeners.refused(reader, 'closed before an answer')
        },
      },
    })
  } catch (error) {
    listeners.refused(reader, String(error))
  }
}

/** Leaves without a word, as a browser does that is closed. */
export function leave(reader: Reader): void {
  const { socket } = reader
  reader.socket = undefined
  socket?.end()
}
