import type { Notification } from '../../api/records.ts'

const silent = String.raw`[^\n]+ ha(?:s|ve) not acknowledged this within \d+ [a-z]+\.`
const declined = String.raw`[^\n]+ declined: “[\s\S]{1,300}?”`
const handedOver = String.raw`[^\n]+ has handed this over to you\.`
const line = `(?:${silent}|${declined}|${handedOver})`
const passedOn = new RegExp(String.raw`^(${line}(?:\n${line})*)\n\n([\s\S]*)$`)

interface AlertWords {
  /** What the sender wrote. */
  text: string
  /** How it came to this reader, in English; null for whoever was asked first. */
  story: string | null
}

/** The notification service puts how an alert came here before what it says: what it says is to be read first. Pure. */
export function alertWords({ body, alertId }: Pick<Notification, 'body' | 'alertId'>): AlertWords {
  const found = alertId === null ? null : passedOn.exec(body)
  return { text: found?.[2] ?? body, story: found?.[1] ?? null }
}
