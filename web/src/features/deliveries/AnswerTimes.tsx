import { Box, Heading, Text } from '@chakra-ui/react'
import type { Stats } from '../../api/records.ts'
import { t } from '../../language/inside.ts'
import { durationInWords } from '../../time/duration.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'

interface AnswerTimesProps {
  answers: Stats['acknowledgements']
}

const words = t('deliveries.answers', { returnObjects: true })

/** How people who were asked for an answer have answered, and how quickly. */
export const AnswerTimes = ({ answers }: AnswerTimesProps) => {
  const { asked, answered, declined, open, escalated, medianSeconds, p95Seconds } = answers
  const took = (seconds: number | null) => (seconds === null ? words.none : durationInWords(seconds))
  return (
    <Box as="section" aria-labelledby="answers" mt="7">
      <Heading as="h2" id="answers" size="lg" mb="3">
        {words.title}
      </Heading>
      <Panel>
        <Facts
          facts={[
            [words.asked, asked],
            [words.answered, answered],
            [words.median, took(medianSeconds)],
            [words.p95, took(p95Seconds)],
            [words.declined, declined],
            [words.open, open],
            [words.escalated, escalated],
          ]}
        />
        <Text textStyle="xs" color="fg.muted" mt="4">
          {words.hint}
        </Text>
      </Panel>
    </Box>
  )
}
