import { expect, test } from 'bun:test'
import type { Frame } from './frames.ts'
import { type Message, type ShareDeps, shareStream } from './share.ts'

type Tell = Parameters<ShareDeps['follow']>[0]

const alert = (seq: number) => ({ type: 'notification', id: `e.${seq}`, data: { id: `n${seq}`, unread: seq } }) as Frame

/** Tabs of one browser: the first to ask leads, messages reach all the others at once. */
function browser() {
  const channels: ShareDeps['channel'][] = []
  const waiting: (() => Promise<void>)[] = []
  let leader: Tell | undefined
  const open = (start: string | undefined) => {
    const seen: string[] = []
    const proofs: string[] = []
    const missed: string[] = []
    let gaps = 0
    let returns = 0
    const channel: ShareDeps['channel'] = {
      onmessage: null,
      close: () => {},
      postMessage: (message: Message) => {
        for (const other of channels)
          if (other !== channel)
            other.onmessage?.call(other as BroadcastChannel, { data: message } as MessageEvent<Message>)
      },
    }
    channels.push(channel)
    shareStream(start, {
      channel,
      lead: (work) => (leader || waiting.length ? waiting.push(work) : void work()),
      follow: async (tell) => {
        leader = tell
      },
      onFrame: (frame) => seen.push('id' in frame ? frame.id : frame.type),
      onState: () => {},
      onGap: () => {
        gaps += 1
      },
      onProof: (at) => proofs.push(at),
      onReturn: (after) => {
        returns += 1
        missed.push(after)
      },
    })
    return {
      seen,
      proofs,
      missed,
      gaps: () => gaps,
      returns: () => returns,
      close: () => void channels.splice(channels.indexOf(channel), 1),
    }
  }
  return {
    open,
    send: (frame: Frame) => leader?.onFrame(frame),
    /** The stream of whoever leads begins, or begins again. */
    begin(position: string) {
      leader?.onState('live')
      leader?.onFrame({ type: 'ready', data: { position, unread: 0 } })
    },
    takeOver: () => waiting.shift()?.(),
    leader: () => leader,
  }
}

test('every tab sees each alert once, whoever holds the stream', () => {
  const { open, send } = browser()
  const first = open('e.1')
  const second = open('e.1')
  send(alert(2))
  send(alert(2))
  send(alert(3))
  expect(first.seen).toEqual(['e.2', 'e.3'])
  expect(second.seen).toEqual(['e.2', 'e.3'])
})

test('a tab that takes over resumes from what it was told, not from where it began', () => {
  const { open, send, takeOver, leader } = browser()
  open('e.1')
  open('e.1')
  send(alert(2))
  takeOver()
  expect(leader()?.position()).toBe('e.2')
})

test('a tab that opened behind the leader reads its inbox again', () => {
  const { open, send } = browser()
  open('e.1')
  send(alert(2))
  expect(open('e.1').gaps()).toBe(1)
  expect(open('e.2').gaps()).toBe(0)
})

test('when the leader closes, the next tab leads on and the third hears it all; nothing is missed or told twice', () => {
  const { open, send, begin, takeOver, leader } = browser()
  const [first, second, third] = [open('e.1'), open('e.1'), open('e.1')]
  begin('e.1')
  send(alert(2))
  first.close()
  takeOver()
  // What came while nobody led is replayed from where the new leader stands, with one that all have had.
  expect(leader()?.position()).toBe('e.2')
  begin('e.2')
  for (const seq of [2, 3, 4]) send(alert(seq))
  const alerts = (seen: string[]) => seen.filter((each) => each !== 'ready')
  expect(alerts(second.seen)).toEqual(['e.2', 'e.3', 'e.4'])
  expect(alerts(third.seen)).toEqual(['e.2', 'e.3', 'e.4'])
  // Hints are not replayed: what is on screen is read again.
  expect([second.returns(), third.returns()]).toEqual([1, 1])
})

test('a stream that begins for the first time has missed nothing; each time it is back, what is on screen is read again', () => {
  const { open, begin } = browser()
  const tab = open('e.1')
  begin('e.1')
  expect(tab.returns()).toBe(0)
  begin('e.1')
  begin('e.1')
  expect(tab.returns()).toBe(2)
})

test('a page without an inbox resumes from where its stream began', () => {
  const { open, begin, leader } = browser()
  open(undefined)
  begin('e.7')
  expect(leader()?.position()).toBe('e.7')
  begin('e.9')
  expect(leader()?.position()).toBe('e.7')
})

test('each tab is complete up to a ping whose top it has, and not up to one that is ahead of it', () => {
  const { open, send, begin } = browser()
  const tabs = [open('e.1'), open('e.1')]
  begin('e.1')
  const ping = (seq: number, t: string): Frame => ({ type: 'ping', data: { top: `e.${seq}`, unread: 0, t } })
  send(ping(1, '12:41:07'))
  send(ping(2, '12:41:22'))
  send(alert(2))
  send(ping(2, '12:41:37'))
  for (const { proofs } of tabs) expect(proofs).toEqual(['12:41:07', '12:41:37'])
})

test('a stream that is back says from which position on the tab was away', () => {
  const { open, send, begin } = browser()
  const tab = open('e.1')
  begin('e.1')
  send(alert(2))
  begin('e.2')
  expect(tab.missed).toEqual(['e.2'])
})
