import { Box, Heading, Stack, Text } from '@chakra-ui/react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { SendDetails } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { channelInWords, describeState } from '../deliveries/states.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { AlertAnswers } from './AlertAnswers.tsx'
import { CallOffButton } from './CallOffButton.tsx'
import { sendQuery } from './queries.ts'
import { describeSend, isCallable } from './sends.ts'

const route = getRouteApi('/_app/send/$id')

const words = t('send.send', { returnObjects: true })
const severities = t('deliveries.story.severities', { returnObjects: true })

type Became = SendDetails['deliveries'][number]

const columns: Column<Became>[] = [
  { header: words.channel, cell: ({ channel }) => channelInWords(channel) },
  { header: words.state, cell: ({ status }) => <StatusBadge {...describeState(status)} /> },
  { header: words.count, cell: ({ count }) => t('send.sent.people', { count }) },
  { header: words.means, cell: ({ status }) => describeState(status).meaning },
]

function SendFacts({ send }: { send: SendDetails }) {
  const { clock } = useSignedIn()
  const { severity, sender, createdAt, sendAt, status, count, cancelled } = send
  const note = cancelled && t('send.send.cancelledAt', { at: clock.dayAndClock(cancelled.at) })
  return (
    <Facts
      facts={[
        [t('send.sent.status'), <StatusBadge key="status" {...describeSend(status)} />, note],
        [words.recipients, t('send.sent.people', { count })],
        [words.severity, severities[severity]],
        [words.sender, sender ? nameOf(sender) : t('send.sent.system')],
        [words.created, clock.dayAndClock(createdAt)],
        [words.sendAt, sendAt ? clock.dayAndClock(sendAt) : words.atOnce],
      ]}
    />
  )
}

/** One send: what became of it, and who has answered. */
export function SentPage() {
  const { id } = route.useParams()
  const { user } = useSignedIn()
  const { data: send } = useSuspenseQuery(sendQuery(id))
  const isOwn = send.senderId === user.id
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/send">{words.back}</TextLink>}
        title={isOwn ? send.title : kindInWords(send.kind)}
        actions={isCallable(send) && <CallOffButton send={send} />}
      />
      <Stack gap="7">
        <Panel>
          {isOwn && (
            <Text mb="5" whiteSpace="pre-wrap">
              {send.body}
            </Text>
          )}
          <SendFacts send={send} />
        </Panel>
        <Box as="section" aria-labelledby="became">
          <Heading as="h2" id="became" size="lg" mb="3">
            {words.became}
          </Heading>
          <DataTable
            label={words.became}
            items={send.deliveries}
            columns={columns}
            rowKey={({ channel, status }) => `${channel} ${status}`}
            empty={
              <Text p="4" color="fg.muted">
                {words.becameEmpty}
              </Text>
            }
          />
        </Box>
        {send.alert && <AlertAnswers alert={send.alert} />}
      </Stack>
    </>
  )
}
