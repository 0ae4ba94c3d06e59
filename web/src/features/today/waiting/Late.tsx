import { Text } from '@chakra-ui/react'
import { lateInWords, useMinutesSince } from './minutes.ts'

/** Of somebody who is expected: for how long they should have been here. */
export function Late({ since }: { since: string }) {
  const words = lateInWords(useMinutesSince(since))
  if (!words) return null
  return (
    <Text
      as="span"
      textStyle="xs"
      color="orange.fg"
      fontWeight="medium"
      whiteSpace="nowrap"
      fontVariantNumeric="tabular-nums"
    >
      {words}
    </Text>
  )
}
