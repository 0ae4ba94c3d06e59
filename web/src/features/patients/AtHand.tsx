import { Flex, Skeleton, Text } from '@chakra-ui/react'
import { t } from '../../language/inside.ts'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextLink } from '../../ui/links.tsx'
import { nameOf } from '../../ui/names.ts'
import { Panel } from '../../ui/Panel.tsx'
import { MoveButton } from '../appointments/MoveButton.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { nextOf } from './coming.ts'
import { Reach } from './Reach.tsx'
import { useChart } from './use-chart.ts'
import { useComing } from './use-coming.ts'

function Next({ patientId }: { patientId: string }) {
  const { clock } = useSignedIn()
  const coming = useComing(patientId)
  if (coming.isPending) return <Skeleton height="5" maxW="60" />
  if (!coming.data) return <FailureNotice failure={coming.error} onRetry={() => void coming.refetch()} />
  const next = nextOf(coming.data.items, Date.now())
  if (!next) return <Text color="fg.muted">{t('patients.facts.nothingAhead')}</Text>
  return (
    <Flex gap="3" rowGap="1" align="center" wrap="wrap">
      <span>
        <TextLink to="/appointments/$id" params={{ id: next.id }}>
          {clock.dayAndClock(next.startsAt)}
        </TextLink>
        , {nameOf(next.doctor)}
      </span>
      <MoveButton key={next.id} appointment={next} />
    </Flex>
  )
}

/** What whoever telephones with a patient asks for. */
export function AtHand() {
  const { id, phone } = useChart()
  return (
    <Panel>
      <Facts
        facts={[
          [t('patients.facts.phone'), <Reach key="phone" scheme="tel" value={phone} />],
          [t('patients.facts.next'), <Next key="next" patientId={id} />],
        ]}
      />
    </Panel>
  )
}
