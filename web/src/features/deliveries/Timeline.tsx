import { Box, Stack, Text } from '@chakra-ui/react'
import { useSignedIn } from '../auth/signed-in.ts'
import type { Moment } from './story.ts'

interface TimelineProps {
  label: string
  moments: Moment[]
}

/** What happened, from the first to the last, by the hospital's clock. */
export function Timeline({ label, moments }: TimelineProps) {
  const { clock } = useSignedIn()
  return (
    <Stack as="ol" gap="0" listStyleType="none" aria-label={label}>
      {moments.map(({ at, title, detail, tone }, place) => (
        <Box
          as="li"
          // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen at one moment, and none moves
          key={`${at} ${place}`}
          position="relative"
          borderInlineStartWidth="2px"
          ps="5"
          pb="4"
          ms="1.5"
          _last={{ pb: '0' }}
        >
          <Box
            aria-hidden
            position="absolute"
            insetStart="-7px"
            top="1"
            boxSize="3"
            borderRadius="full"
            bg={`${tone}.solid`}
            borderWidth="2px"
            borderColor="bg.panel"
          />
          <Text textStyle="xs" color="fg.muted" fontVariantNumeric="tabular-nums">
            <time dateTime={at}>{clock.dayAndClock(at)}</time>
          </Text>
          <Text textStyle="sm" fontWeight="medium">
            {title}
          </Text>
          {detail && (
            <Text textStyle="sm" color="fg.muted" overflowWrap="anywhere">
              {detail}
            </Text>
          )}
        </Box>
      ))}
    </Stack>
  )
}
