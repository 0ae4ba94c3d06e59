import { type Severity, severities } from '@wardline/notification/rules'
import type { InboxFilter } from './queries.ts'

const isSeverity = (value: unknown): value is Severity => severities.some((one) => one === value)

/** The filters of the inbox, kept in the address so that they survive a reload. */
export const inboxSearch = ({ unread, severity, kind }: Record<string, unknown>): InboxFilter => ({
  ...(unread === true && { unread }),
  ...(isSeverity(severity) && { severity }),
  ...(typeof kind === 'string' && kind !== '' && { kind }),
})
