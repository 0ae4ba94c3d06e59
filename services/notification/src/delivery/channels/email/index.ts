import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '@wardline/kit/config'
import { createTransport } from 'nodemailer'
import { composeEmail } from '../../../telling/compose.ts'
import type { People } from '../../../telling/people.ts'
import type { Channel } from '../channel.ts'
import { type MailFailure, outcomeOf } from './outcome.ts'

/** Each step of the conversation with the server, in milliseconds (design, section 7). */
const stepMs = 10_000

interface Mail {
  from: string
  to: string
  messageId: string
  subject: string
  text: string
  html: string
}

interface Post {
  send(mail: Mail, fileName: string): Promise<void>
  close(): void
}

/** Real SMTP over kept connections, many enough that one that hangs delays no other. */
function smtpPost(url: string): Post {
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
    send: async (mail) => void (await transport.sendMail(mail)),
    close: () => transport.close(),
  }
}

/** Without a server: each mail is a file that a mail program opens. */
function filePost(folder: string): Post {
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

/** Who it says it is from: the account that we sign in with, if that is an address. */
function senderOf(smtpUrl: string | undefined): string {
  const { username = '', hostname = 'localhost' } = smtpUrl ? new URL(smtpUrl) : {}
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `wardline@${hostname}`
}

type EmailConfig = Pick<Config, 'smtpUrl' | 'dataDir' | 'fallbackEmail' | 'publicUrl'>

/** E-mail by SMTP; without `SMTP_URL` into `DATA_DIR/mail`. */
export function emailChannel(config: EmailConfig, people: Pick<People, 'users'>): Channel<string> {
  const post = config.smtpUrl ? smtpPost(config.smtpUrl) : filePost(join(config.dataDir, 'mail'))
  const sender = senderOf(config.smtpUrl)
  const host = sender.slice(sender.lastIndexOf('@') + 1)
  return {
    name: 'email',
    async address({ userId, target }) {
      if (target === 'fallback') return config.fallbackEmail ? { to: config.fallbackEmail } : { cause: 'no-address' }
      const [user] = await people.users([userId])
      if (!user) return { cause: 'no-address' }
      return user.status === 'active' ? { to: user.email } : { cause: 'recipient-disabled' }
    },
    async send(to, { deliveryId, generation, link }) {
      const text = composeEmail(new URL(link, config.publicUrl).href)
      const mail = {
        from: `Wardline <${sender}>`,
        to,
        // The same in every try: a mail that came twice shows as one.
        messageId: `<${deliveryId}@${host}>`,
        ...text,
      }
      try {
        await post.send(mail, `${deliveryId}.${generation}`)
        return { kind: 'delivered' }
      } catch (error) {
        return outcomeOf(error as MailFailure)
      }
    },
    close: async () => post.close(),
  }
}
