import { join } from 'node:path'
import type { Config } from '@wardline/kit/config'
import type { People } from '../../../telling/people.ts'
import { composeEmail, preferencesPath } from '../../../telling/templates.ts'
import type { Address, Channel } from '../channel.ts'
import { type MailFailure, outcomeOf } from './outcome.ts'
import { filePost, smtpPost } from './post.ts'

/** Who it says it is from: the account that we sign in with, if that is an address. */
function senderOf(smtpUrl: string | undefined): string {
  const { username = '', hostname = 'localhost' } = smtpUrl ? new URL(smtpUrl) : {}
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `wardline@${hostname}`
}

type EmailConfig = Pick<Config, 'smtpUrl' | 'dataDir' | 'fallbackEmail' | 'publicUrl'>
type Known = Pick<People, 'users' | 'active'>

/** The last resort is never empty: `FALLBACK_EMAIL`, or the administrators, of whom there is always one. */
async function lastResort({ fallbackEmail }: EmailConfig, people: Known): Promise<Address<string[]>> {
  if (fallbackEmail) return { to: [fallbackEmail] }
  const administrators = await people.users(await people.active({ roles: ['admin'] }))
  return administrators.length ? { to: administrators.map((user) => user.email) } : { cause: 'no-address' }
}

/**
 * E-mail by SMTP; without `SMTP_URL` into `DATA_DIR/mail`.
 * @param limits.stepMs how long a server may take for each step of the conversation (design, section 7)
 */
export function emailChannel(config: EmailConfig, people: Known, { stepMs = 10_000 } = {}): Channel<string[]> {
  const { smtpUrl, dataDir, publicUrl } = config
  const post = smtpUrl ? smtpPost(smtpUrl, stepMs) : filePost(join(dataDir, 'mail'))
  const sender = senderOf(smtpUrl)
  const host = sender.slice(sender.lastIndexOf('@') + 1)
  const addressOf = (path: string) => new URL(path, publicUrl).href
  return {
    name: 'email',
    async address({ userId, target }) {
      if (target === 'fallback') return lastResort(config, people)
      const [user] = await people.users([userId])
      if (!user) return { cause: 'no-address' }
      return user.status === 'active' ? { to: [user.email] } : { cause: 'recipient-disabled' }
    },
    async send(to, { deliveryId, generation, template, link }) {
      const words = composeEmail(template, { link: addressOf(link), preferences: addressOf(preferencesPath) })
      const mail = {
        from: `Wardline <${sender}>`,
        to,
        // The same in every try: a mail that came twice shows as one.
        messageId: `<${deliveryId}@${host}>`,
        // RFC 3834: nobody's absence is to be answered to us.
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...words,
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
