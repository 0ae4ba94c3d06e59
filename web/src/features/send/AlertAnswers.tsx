import { Box, Heading, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import type { SendDetails } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { ButtonLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'

type Alert = NonNullable<SendDetails['alert']>
type Asked = Alert['asked'][number]

const words = t('send.send', { returnObjects: true })

const tones: Record<Asked['answer'], Tone> = {
  waiting: 'orange',
  acknowledged: 'green',
  declined: 'gray',
  'handed-over': 'blue',
  silent: 'red',
  released: 'gray',
}

/** Passed over by a hand-over, nobody is asked any more, though nobody has answered either. */
function answerInWords({ answer, handedOverToUser }: Asked, status: Alert['status']): string {
  if (answer === 'handed-over' && handedOverToUser) return t('send.send.handedTo', { name: nameOf(handedOverToUser) })
  return answer === 'released' && status !== 'acknowledged' ? words.passedOver : words.answers[answer]
}

function standingInWords({ status, owner }: Alert): string {
  if (!owner) return words.alerts[status]
  const name = nameOf(owner)
  if (status === 'handed-over') return t('send.send.handedOverTo', { name })
  return status === 'acknowledged' ? t('send.send.acknowledgedBy', { name }) : words.alerts[status]
}

function When({ asked: { answeredAt, dueAt } }: { asked: Asked }) {
  const { clock } = useSignedIn()
  return answeredAt ? clock.dayAndClock(answeredAt) : t('send.send.dueAt', { at: clock.dayAndClock(dueAt) })
}

function Person({ asked: { user, notificationId } }: { asked: Asked }) {
  const { user: reader } = useSignedIn()
  const name = nameOf(user ?? { name: null })
  if (!may(reader.role, 'delivery.read')) return <Text fontWeight="medium">{name}</Text>
  return (
    <Box>
      <Text fontWeight="medium">{name}</Text>
      <ButtonLink
        to="/deliveries/$id"
        params={{ id: notificationId }}
        look="ghost"
        size="xs"
        aria-label={t('send.send.storyOf', { name })}
      >
        {words.story}
      </ButtonLink>
    </Box>
  )
}

const columnsOf = (status: Alert['status']): Column<Asked>[] => [
  { header: words.person, cell: (asked) => <Person asked={asked} /> },
  { header: words.via, cell: ({ via }) => words.vias[via] },
  {
    header: words.answer,
    cell: (asked) => (
      <Box>
        <StatusBadge label={answerInWords(asked, status)} tone={tones[asked.answer]} />
        {asked.reason && <Text textStyle="sm">{asked.reason}</Text>}
      </Box>
    ),
  },
  { header: words.at, aside: true, cell: (asked) => <When asked={asked} /> },
]

interface AlertAnswersProps {
  alert: Alert
}

/** Who was asked for an answer, what each said, and who is told next. */
export function AlertAnswers({ alert }: AlertAnswersProps) {
  const { clock } = useSignedIn()
  const { status, next, asked } = alert
  return (
    <Box as="section" aria-labelledby="answers">
      <Heading as="h2" id="answers" size="lg" mb="2">
        {words.alert}
      </Heading>
      <Text mb="3" role="status">
        {standingInWords(alert)}{' '}
        {next && t('send.send.next', { who: t(`deliveries.story.steps.${next.step}`), at: clock.dayAndClock(next.at) })}
      </Text>
      <DataTable
        label={words.asked}
        items={asked}
        columns={columnsOf(status)}
        rowKey={({ notificationId }) => notificationId}
        empty={null}
      />
    </Box>
  )
}
