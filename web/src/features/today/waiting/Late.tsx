import { Text } from '@chakra-ui/react'
import { t } from '../../../language/inside.ts'
import { minutesInWords, useMinutesSince } from './minutes.ts'

/** Of somebody who is expected: for how long they should have been here. */
export function Late({ since }: { since: string }) {
  const minutes = useMinutesSince(since)
  if (minutes < 1) return null
  return (
    <Text
      as="span"
      textStyle="xs"
      color="orange.fg"
      fontWeight="medium"
      whiteSpace="nowrap"
      fontVariantNumeric="tabular-nums"
    >
      {t('today.waiting.late', { time: minutesInWords(minutes) })}
    </Text>
  )
}
