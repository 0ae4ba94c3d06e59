import { Box, Button, Flex, Heading, Text } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { MailPlus } from 'lucide-react'
import type { Send } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { ago } from '../../time/zone.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { QueryTable } from '../../ui/QueryTable.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { kindInWords } from '../notifications/kinds.ts'
import { CallOffButton } from './CallOffButton.tsx'
import { sendsQuery, type Whose } from './queries.ts'
import { describeSend, isCallable } from './sends.ts'

const words = t('send.sent', { returnObjects: true })

function When({ send: { createdAt, sendAt, status } }: { send: Send }) {
  const { clock } = useSignedIn()
  return (
    <Text textStyle="sm">
      {status === 'scheduled' && sendAt
        ? t('send.sent.due', { at: clock.dayAndClock(sendAt) })
        : ago(clock, sendAt ?? createdAt, Date.now())}
    </Text>
  )
}

/** What others wrote is theirs and their readers': of that, the kind is enough. */
const subjectOf = ({ senderId, title, kind }: Send, userId: string) => (senderId === userId ? title : kindInWords(kind))

function What({ send }: { send: Send }) {
  const { user } = useSignedIn()
  return (
    <TextLink to="/send/$id" params={{ id: send.id }}>
      {subjectOf(send, user.id)}
    </TextLink>
  )
}

const columns: Column<Send>[] = [
  { header: words.what, cell: (send) => <What send={send} /> },
  { header: words.to, cell: ({ count }) => t('send.sent.people', { count }) },
  { header: words.when, cell: (send) => <When send={send} /> },
  { header: words.status, aside: true, cell: ({ status }) => <StatusBadge {...describeSend(status)} /> },
  {
    header: words.actions,
    hiddenHeader: true,
    aside: true,
    cell: (send) => <Flex justify={{ md: 'end' }}>{isCallable(send) && <CallOffButton send={send} />}</Flex>,
  },
]
const byColumn: Column<Send> = {
  header: words.by,
  cell: ({ sender }) => (sender ? nameOf(sender) : words.system),
}

interface SentListProps {
  whose: Whose
  onChoose: (whose: Whose) => void
}

/** What was sent, and where it stands; what has not gone yet can be called off. */
export function SentList({ whose, onChoose }: SentListProps) {
  const { user } = useSignedIn()
  const kept = useKeptFocus((part, row) => part.querySelectorAll('tbody tr')[row]?.querySelector('a'))
  const maySeeAll = may(user.role, 'send.read') === 'any'
  return (
    <Box as="section" aria-labelledby="sent" mt="8" {...kept}>
      <Flex justify="space-between" align="end" gap="3" wrap="wrap" mb="3">
        <Heading as="h2" id="sent" size="lg">
          {words.title}
        </Heading>
        {maySeeAll && (
          <Flex as="fieldset" gap="1" wrap="wrap" aria-label={words.whose}>
            {(['own', 'all'] as const).map((one) => (
              <Button
                key={one}
                size="sm"
                variant={whose === one ? 'solid' : 'ghost'}
                aria-pressed={whose === one}
                onClick={() => onChoose(one)}
              >
                {one === 'own' ? words.mine : words.everybodys}
              </Button>
            ))}
          </Flex>
        )}
      </Flex>
      <QueryTable
        label={words.title}
        query={sendsQuery(maySeeAll ? whose : 'own')}
        file={{ path: '/notifications/sends', query: { scope: maySeeAll ? whose : 'own' }, name: words.file }}
        columns={whose === 'all' && maySeeAll ? columns.toSpliced(2, 0, byColumn) : columns}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={MailPlus} {...words.empty} />}
      />
    </Box>
  )
}
