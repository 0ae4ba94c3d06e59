import { Box, Flex, Heading, Text } from '@chakra-ui/react'
import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: string
  /** A short line above the title: the day, the kind of page. */
  eyebrow?: ReactNode
  actions?: ReactNode
}

export const PageHeader = ({ title, eyebrow, actions }: PageHeaderProps) => (
  <Flex gap="4" wrap="wrap" align="end" justify="space-between" mb={{ base: '5', md: '6' }}>
    <Box minW="0">
      {eyebrow && (
        <Text textStyle="sm" color="fg.muted">
          {eyebrow}
        </Text>
      )}
      <Heading as="h1" size={{ base: '2xl', md: '3xl' }} lineHeight="1.2">
        {title}
      </Heading>
    </Box>
    {actions && (
      <Flex gap="2" wrap="wrap">
        {actions}
      </Flex>
    )}
  </Flex>
)
