import type { SendPreview } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { channelInWords } from '../deliveries/states.ts'

type Line = SendPreview['deliveries'][number]

const reasons = ['switched-off', 'quiet-hours', 'no-address'] as const

/** How one group of recipients is reached on one channel, or why not. */
export function lineInWords({ channel, status, cause, overridden, count }: Line, isLater = false): string {
  const reason = reasons.find((one) => one === cause)
  const how = reason ?? (overridden ? 'overridden' : status === 'delivered' && !isLater ? 'delivered' : 'pending')
  return t(`send.preview.lines.${how}`, { channel: channelInWords(channel), count })
}
