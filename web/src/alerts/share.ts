import { type Frame, isAfter, type Position } from './frames.ts'
import type { StreamDeps, StreamState } from './stream.ts'

/** What the tabs of one browser tell each other. */
export type Message =
  | { about: 'frame'; frame: Frame }
  | { about: 'state'; state: StreamState; position: Position | undefined; hasBegun: boolean }
  | { about: 'hello' }

export interface ShareDeps {
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>
  /** Runs while this tab is the leader; the leader alone holds the stream. */
  lead(work: () => Promise<void>): void
  follow(tell: Pick<StreamDeps, 'onFrame' | 'onState' | 'position'>): Promise<void>
  onFrame(frame: Frame): void
  onState(state: StreamState): void
  /** The stream has shown that this tab has everything up to an instant. */
  onProof(at: string): void
  /** This tab missed something that cannot be replayed to it: read it all again. */
  onGap(): void
  /**
   * The stream was away, and hints of what changed meanwhile are not said again: read what is on screen again.
   * What came meanwhile lies after the position, and comes next.
   */
  onReturn(after: Position): void
}

/**
 * One stream for all tabs: the leader's frames reach the others, each tab keeping its own position, so that any can take over.
 * @returns where this tab is
 */
export function shareStream(start: Position | undefined, deps: ShareDeps) {
  let position = start
  let leading = false
  let state: StreamState = 'connecting'
  let hasBegun = false

  const receive = (frame: Frame) => {
    if (frame.type === 'ready') {
      // Without an inbox the stream itself says where it began.
      position ??= frame.data.position
      if (hasBegun) deps.onReturn(position)
      hasBegun = true
    }
    if (frame.type === 'ping' && !isAfter(frame.data.top, position)) deps.onProof(frame.data.t)
    if (frame.type === 'notification' || frame.type === 'updated') {
      if (!isAfter(frame.id, position)) return
      position = frame.id
    }
    if (frame.type === 'reset') position = frame.data.position
    deps.onFrame(frame)
  }

  const settle = (next: StreamState) => {
    state = next
    deps.onState(next)
  }

  const post = (message: Message) => deps.channel.postMessage(message)
  const tell = () => post({ about: 'state', state, position, hasBegun })

  deps.channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.about === 'hello' && leading) tell()
    if (leading || data.about === 'hello') return
    if (data.about === 'frame') return receive(data.frame)
    settle(data.state)
    hasBegun ||= data.hasBegun
    // Frames that the leader sent before this tab listened are gone.
    if (data.position && isAfter(data.position, position)) {
      position = data.position
      deps.onGap()
    }
  }

  post({ about: 'hello' })
  deps.lead(async () => {
    leading = true
    await deps.follow({
      position: () => position,
      onFrame: (frame) => {
        receive(frame)
        post({ about: 'frame', frame })
      },
      onState: (next) => {
        settle(next)
        tell()
      },
    })
  })

  return { position: () => position }
}
