import type { Notification, SendDetails } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'

interface StoryFactsProps {
  notification: Notification
  recipient: string
  send: SendDetails | undefined
}

const words = t('deliveries.story', { returnObjects: true })

/** What it was about and whom it was for. Its own words are the recipient's alone. */
export function StoryFacts({ notification, recipient, send }: StoryFactsProps) {
  const { clock } = useSignedIn()
  const { kind, severity, readAt, ack, data, batchId } = notification
  const { appointmentId } = data
  const answer = !ack
    ? words.answerNone
    : ack.at
      ? t('deliveries.story.answered', { at: clock.dayAndClock(ack.at) })
      : t('deliveries.story.answerDue', { at: clock.dayAndClock(ack.dueAt) })
  return (
    <Facts
      facts={[
        [words.event, kindInWords(kind)],
        [words.recipient, recipient],
        [words.sender, send?.sender ? nameOf(send.sender) : words.system],
        [words.severity, words.severities[severity]],
        [words.read, readAt ? clock.dayAndClock(readAt) : words.notRead],
        [words.answer, answer],
        ...(typeof appointmentId === 'string'
          ? ([
              [
                words.appointment,
                <TextLink key="appointment" to="/appointments/$id" params={{ id: appointmentId }}>
                  {t('ui.open')}
                </TextLink>,
              ],
            ] as const)
          : []),
        [
          words.send,
          <TextLink key="send" to="/send/$id" params={{ id: batchId }}>
            {t('ui.open')}
          </TextLink>,
        ],
      ]}
    />
  )
}
