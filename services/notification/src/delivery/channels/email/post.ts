import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'

/** An e-mail as it goes out. */
export interface Mail {
  from: string
  to: string[]
  messageId: string
  headers: Record<string, string>
  subject: string
  text: string
  html: string
}

/** Something that takes e-mails. */
export interface Post {
  /** @throws MailFailure */
  send(mail: Mail, fileName: string): Promise<void>
  close(): void
}

/** A mail has more than one step: a server that trickles its answers keeps within each of them without ever ending. */
const stepsInMail = 4

/**
 * Real SMTP over kept connections, many enough that one that hangs delays no other.
 * @param stepMs how long the server may take for each step of the conversation
 */
export function smtpPost(url: string, stepMs: number): Post {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 20,
    // A broken connection is an outcome for the ledger, not a reason to send again behind its back.
    maxRequeues: 0,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    dnsTimeout: stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // What goes wrong is the outcome of the mail that it happened to.
  transport.on('error', () => {})
  return {
    send: async (mail) =>
      void (await transport.sendMail({ ...mail, signal: AbortSignal.timeout(stepsInMail * stepMs) })),
    close: () => transport.close(),
  }
}

/** Without a server: each mail is a file that a mail program opens. */
export function filePost(folder: string): Post {
  const transport = createTransport({ streamTransport: true, buffer: true })
  return {
    async send(mail, fileName) {
      const { message } = await transport.sendMail(mail)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${fileName}.eml`), message as Buffer, { mode: 0o600 })
    },
    close: () => transport.close(),
  }
}
