import type { Send } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import type { Tone } from '../../ui/StatusBadge.tsx'

type Status = Send['status']

const tones: Record<Status, Tone> = {
  scheduled: 'blue',
  sending: 'orange',
  sent: 'green',
  cancelled: 'gray',
  expired: 'gray',
}
const labels = t('send.sent.statuses', { returnObjects: true })
const meanings = t('send.sent.meanings', { returnObjects: true })

export const describeSend = (status: Status) => ({
  label: labels[status],
  tone: tones[status],
  meaning: meanings[status],
})

/** Something of it still waits. */
export const isCallable = ({ status }: Pick<Send, 'status'>): boolean => status === 'scheduled' || status === 'sending'
