import { Box, Grid, Text } from '@chakra-ui/react'
import type { ReactNode } from 'react'

type Fact = readonly [term: string, value: ReactNode, note?: string | null | undefined]

interface FactsProps {
  facts: readonly Fact[]
}

/** What is known of one record: terms and values. */
export const Facts = ({ facts }: FactsProps) => (
  <Grid as="dl" templateColumns={{ base: 'minmax(0, 1fr)', sm: '1fr 1fr', lg: 'repeat(3, 1fr)' }} gap="5">
    {facts.map(([term, value, note]) => (
      <Box key={term} minW="0">
        <Text as="dt" textStyle="xs" color="fg.muted" mb="1">
          {term}
        </Text>
        <Box as="dd" textStyle="sm" overflowWrap="anywhere">
          {value}
          {note && (
            <Text textStyle="xs" color="fg.muted">
              {note}
            </Text>
          )}
        </Box>
      </Box>
    ))}
  </Grid>
)
