import { Box, Flex, SkipNavContent, SkipNavLink } from '@chakra-ui/react'
import { Outlet } from '@tanstack/react-router'
import { useAlerts } from '../../alerts/use-alerts.ts'
import { Toaster } from '../../ui/toaster.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Header } from './Header.tsx'
import { Sidebar } from './Sidebar.tsx'

export function AppShell() {
  useAlerts()
  return (
    <Flex minH="100dvh">
      <SkipNavLink>Skip to the page</SkipNavLink>
      <Box as="aside" aria-label="Sidebar" hideBelow="lg" width="60" flexShrink="0">
        <Box position="sticky" top="0" height="100dvh">
          <Sidebar />
        </Box>
      </Box>
      <Flex direction="column" flex="1" minW="0">
        <Header />
        <ConnectionNotice />
        <Box as="main" flex="1" px={{ base: '4', md: '8' }} py={{ base: '5', md: '7' }} maxW="8xl" width="full">
          <SkipNavContent />
          <Outlet />
        </Box>
      </Flex>
      <Toaster />
    </Flex>
  )
}
