import { Box, Flex, Skeleton, Text } from '@chakra-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Channel, channels } from '@wardline/notification/rules'
import { lazy, Suspense, useState } from 'react'
import type { Stats } from '../../api/records.ts'
import { locale, t } from '../../language/inside.ts'
import { Choose } from '../../ui/Choose.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { fading } from '../../ui/fading.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Section } from '../../ui/Section.tsx'
import { useSignedIn } from '../auth/signed-in.ts'
import { AnswerTimes } from './AnswerTimes.tsx'
import type { Span } from './filter.ts'
import { HourTable } from './HourTable.tsx'
import { byHour, summaryOf } from './hours.ts'
import { statsQuery } from './queries.ts'
import { channelInWords } from './states.ts'

const HourChart = lazy(() => import('./HourChart.tsx'))

const spanOptions = (['day', 'week'] as const).map((value) => ({ value, label: t(`deliveries.charts.${value}`) }))
const channelOptions = channels.map((value) => ({ value, label: channelInWords(value) }))
const number = new Intl.NumberFormat(locale)

interface HoursProps {
  stats: Stats
  channel: Channel | undefined
}

function Hours({ stats, channel }: HoursProps) {
  const { clock } = useSignedIn()
  const hours = byHour(stats, channel)
  const summary = summaryOf(hours)
  if (!summary) return <Text color="fg.muted">{t('deliveries.charts.quiet')}</Text>
  const { total, arrived, moving, trouble, kept, busiestAt } = summary
  return (
    <Box as="figure" m="0">
      <Text as="figcaption" mb="3">
        {t('deliveries.charts.sentence', {
          total: number.format(total),
          arrived: number.format(arrived),
          moving: number.format(moving),
          trouble: number.format(trouble),
          kept: number.format(kept),
          busiest: clock.dayAndClock(busiestAt),
        })}
      </Text>
      <Box aria-hidden dir="ltr">
        <Suspense fallback={<Skeleton height="60" />}>
          <HourChart hours={hours} inShort={clock.clock} inFull={clock.dayAndClock} />
        </Suspense>
      </Box>
      <HourTable hours={hours} inFull={clock.dayAndClock} />
    </Box>
  )
}

/** What was delivered, hour by hour, and how quickly people answered. */
export function DeliveryCharts() {
  const [span, setSpan] = useState<Span>('day')
  const [channel, setChannel] = useState<Channel>()
  const stats = useQuery({ ...statsQuery(span), placeholderData: keepPreviousData })
  return (
    <Section id="by-hour" title={t('deliveries.charts.title')}>
      <Flex gap="3" wrap="wrap" mb="4">
        <Choose
          label={t('deliveries.charts.span')}
          value={span}
          options={spanOptions}
          onChoose={(value) => value && setSpan(value)}
        />
        <Choose
          label={t('deliveries.charts.channel')}
          value={channel ?? ''}
          options={channelOptions}
          any={t('deliveries.charts.allChannels')}
          onChoose={(value) => setChannel(value || undefined)}
        />
      </Flex>
      {stats.isPending && <Skeleton height="80" />}
      {stats.isError && !stats.data && <FailureNotice failure={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.data && (
        <Box {...fading(stats.isPlaceholderData)}>
          <Panel>
            <Hours stats={stats.data} channel={channel} />
          </Panel>
          <AnswerTimes answers={stats.data.acknowledgements} />
        </Box>
      )}
    </Section>
  )
}
