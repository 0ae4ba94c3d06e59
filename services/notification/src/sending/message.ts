import type { Audience, Sender } from '../model.ts'
import type { Channel, EscalationStep, Severity } from '../rules.ts'

/** What is said, to whoever it is sent. */
export interface Message {
  /** Who wrote it; of a copy, who wrote the first. Absent where the system itself speaks. */
  sender?: Sender | null
  kind: string
  title: string
  body: string
  severity: Severity
  link: string | null
  data: Record<string, unknown>
  channels: Channel[]
  ack: AckTerms | null
  /** What stands before the text for those who are told because another did not answer. */
  lead?: string | null
}

/** How soon somebody has to answer, and who is told when nobody does. */
export interface AckTerms {
  withinSeconds: number
  escalateTo: Audience | null
  step: EscalationStep
  /** Whose copy it is, when the alert was there before this message. */
  alertId?: string
}

/** To whom a delivery goes: the notification's user, or the last resort when everyone else stayed silent. */
export type Target = 'recipient' | 'fallback'
