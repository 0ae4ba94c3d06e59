import type { Frame } from './streams/hub.ts'

const said = (frames: object[]) => frames.map((frame) => JSON.stringify(frame).slice(0, 150)).join('\n')

/** Frames as they arrive, and a way to wait for one. */
function createInbox() {
  const frames: (Frame & Record<string, unknown>)[] = []
  const waiting = new Set<() => void>()
  let isOver = false
  const wake = () => {
    for (const resume of waiting) resume()
  }
  return {
    frames,
    push(frame: Frame & Record<string, unknown>) {
      frames.push(frame)
      wake()
    },
    end() {
      isOver = true
      wake()
    },
    get isOver() {
      return isOver
    },
    /** The first frame that fits, already here or still to come. */
    async next(fits: (frame: Frame & Record<string, unknown>) => boolean, milliseconds = 5000) {
      const deadline = Date.now() + milliseconds
      for (;;) {
        const found = frames.find(fits)
        if (found) return found
        const left = deadline - Date.now()
        if (isOver || left <= 0) throw new Error(`not heard; heard last ${said(frames.slice(-10))}`)
        await new Promise<void>((resolve) => {
          const resume = () => {
            clearTimeout(timer)
            waiting.delete(resume)
            resolve()
          }
          const timer = setTimeout(resume, left)
          waiting.add(resume)
        })
      }
    },
    /** Resolves when the other side has closed. */
    async ended(milliseconds = 5000) {
      const deadline = Date.now() + milliseconds
      while (!isOver && Date.now() < deadline) await Bun.sleep(5)
      if (!isOver) throw new Error('still open')
    },
  }
}

const field = (block: string, name: string) =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2)

/** Opens `GET /notifications/stream` and reads it until it ends or `close()`. */
export async function listenToStream(
  url: string,
  token: string,
  options: { lastEventId?: string; position?: string } = {},
) {
  const inbox = createInbox()
  const controller = new AbortController()
  const query = options.position ? `?position=${options.position}` : ''
  const response = await fetch(`${url}/notifications/stream${query}`, {
    headers: { authorization: `Bearer ${token}`, ...(options.lastEventId && { 'last-event-id': options.lastEventId }) },
    signal: controller.signal,
  })
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const id = field(block, 'id')
        inbox.push({
          type: field(block, 'event') as Frame['type'],
          ...(id && { id }),
          data: JSON.parse(field(block, 'data') ?? 'null'),
        })
      }
    }
  }
  read()
    .catch(() => {})
    .finally(inbox.end)
  return { ...inbox, response, close: () => controller.abort() }
}

/** Opens `/ws` and reads its frames. */
export async function listenToSocket(url: string, headers: Record<string, string> = {}) {
  const inbox = createInbox()
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers } as never)
  let code: number | undefined
  socket.addEventListener('message', ({ data }) => inbox.push(JSON.parse(String(data))))
  socket.addEventListener('close', (event) => {
    code = event.code
    inbox.end()
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('refused')))
  })
  return {
    ...inbox,
    get code() {
      return code
    },
    say: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    close: () => socket.close(),
  }
}
