import { Box, Flex, Text } from '@chakra-ui/react'
import { type ReactNode, useMemo } from 'react'
import { t } from '../../../language/inside.ts'
import { useDay } from '../use-day.ts'
import { Waited } from '../waiting/Waited.tsx'
import { bySection, longestSince } from '../worklist.ts'

const Figure = ({ term, children }: { term: string; children: ReactNode }) => (
  <Flex direction="column" gap="0.5">
    <Text as="dt" textStyle="xs" color="fg.muted">
      {term}
    </Text>
    <Box as="dd" fontFamily="heading" textStyle="xl" lineHeight="1.4" fontVariantNumeric="lining-nums">
      {children}
    </Box>
  </Flex>
)

/** What matters at the desk right now. */
export function DayNumbers() {
  const { data } = useDay()
  const { waiting, expected, inProgress } = useMemo(() => bySection(data ?? []), [data])
  const since = longestSince(waiting)
  return (
    <Flex as="dl" gap="8" rowGap="3" wrap="wrap">
      <Figure term={t('today.figures.waiting')}>{data ? waiting.length : '–'}</Figure>
      <Figure term={t('today.figures.longest')}>{since ? <Waited since={since} /> : '–'}</Figure>
      <Figure term={t('today.figures.inProgress')}>{data ? inProgress.length : '–'}</Figure>
      <Figure term={t('today.figures.expected')}>{data ? expected.length : '–'}</Figure>
    </Flex>
  )
}
