import { Flex, Text } from '@chakra-ui/react'

export const Brand = () => (
  <Flex align="center" gap="3">
    <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="6" fill="var(--chakra-colors-sidebar-mark)" />
      <path
        d="M6 10l4.5 13L16 12l5.5 11L26 10"
        fill="none"
        stroke="var(--chakra-colors-sidebar-bg)"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
    <Text as="span" fontFamily="heading" textStyle="xl" color="sidebar.fg">
      Wardline
    </Text>
  </Flex>
)
