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

const columns: Column<Asked>[] = [
  { header: words.person, cell: (asked) => <Person asked={asked} /> },
  { header: words.via, cell: ({ via }) => words.vias[via] },
  {
    header: words.answer,
    cell: ({ answer, reason }) => (
      <Box>
        <StatusBadge label={words.answers[answer]} tone={tones[answer]} />
        {reason && <Text textStyle="sm">{reason}</Text>}
      </Box>
    ),
  },
  { header: words.at, aside: true, cell: (asked) => <When asked={asked} /> },
]

interface AlertAnswersProps {
  alert: Alert
}

/** Who was asked for an answer, what each said, and who is told next. */
export function AlertAnswers({ alert: { status, next, asked } }: AlertAnswersProps) {
  const { clock } = useSignedIn()
  return (
    <Box as="section" aria-labelledby="answers">
      <Heading as="h2" id="answers" size="lg" mb="2">
        {words.alert}
      </Heading>
      <Text mb="3" role="status">
        {words.alerts[status]}{' '}
        {next && t('send.send.next', { who: t(`deliveries.story.steps.${next.step}`), at: clock.dayAndClock(next.at) })}
      </Text>
      <DataTable
        label={words.asked}
        items={asked}
        columns={columns}
        rowKey={({ notificationId }) => notificationId}
        empty={null}
      />
    </Box>
  )
}
