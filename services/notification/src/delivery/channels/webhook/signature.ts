import { createHmac } from 'node:crypto'

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, symmetric: one signature for each live secret. */
export function sign(secrets: readonly string[], id: string, seconds: number, body: string): string {
  const signed = `${id}.${seconds}.${body}`
  return secrets
    .map((secret) => createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(signed))
    .map((hmac) => `v1,${hmac.digest('base64')}`)
    .join(' ')
}
