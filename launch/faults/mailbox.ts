import { type Manner, startMailServer } from '../../services/notification/src/delivery/channels/email/testing.ts'

/** The mail server of the suite, as unfriendly as it is told to be. */
export interface Mailbox {
  url: string
  behave(manner: Manner): void
  /** Conversations that wait for an answer that does not come. */
  hanging(): number
  /** Answers them after all. */
  release(): void
  /** How often each delivery arrived, by its id, which is in the Message-ID of each try of it. */
  arrived(): Map<string, number>
  /** How many were accepted, all in all. */
  count(): number
  /** How many came to an address. */
  countTo(address: string): number
  stop(): Promise<void>
}

export async function startMailbox(): Promise<Mailbox> {
  const { mails, ...server } = await startMailServer()
  const header = (mail: string, name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(mail)?.[1]?.trim() ?? ''
  return {
    ...server,
    arrived(): Map<string, number> {
      const counts = new Map<string, number>()
      for (const mail of mails) {
        const id = /<([^@>]+)@/.exec(header(mail, 'Message-ID'))?.[1] ?? ''
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      return counts
    },
    count: () => mails.length,
    countTo: (address: string) => mails.filter((mail) => header(mail, 'To').includes(address)).length,
  }
}
