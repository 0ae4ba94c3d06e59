import { Box, Flex, SkipNavContent, SkipNavLink } from '@chakra-ui/react'
import { Outlet } from '@tanstack/react-router'
import { useAlerts } from '../../alerts/use-alerts.ts'
import { t } from '../../language/t.ts'
import { Toaster } from '../../ui/toaster.tsx'
import { AwayNotice } from '../notifications/AwayNotice.tsx'
import { PinnedAlerts } from '../notifications/PinnedAlerts.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { Header } from './Header.tsx'
import { Overlay } from './Overlay.tsx'
import { Sidebar } from './Sidebar.tsx'

const isWriting = () => {
  const field = document.activeElement
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== ''
}

/** What has focus is scrolled to below what is stuck to the top, however much that is just now (WCAG 2.4.11). */
const leavesRoom = (stuck: HTMLElement | null) => {
  if (!stuck) return
  const { style } = document.documentElement
  let before = stuck.offsetHeight
  const observer = new ResizeObserver(() => {
    const { offsetHeight } = stuck
    style.scrollPaddingTop = `${offsetHeight + 16}px`
    style.setProperty('--stuck-height', `${offsetHeight}px`)
    // An alert that comes must not push away what somebody writes. Browsers see to that, but not at the very top.
    if (scrollY === 0 && isWriting()) scrollBy({ top: offsetHeight - before, behavior: 'instant' })
    before = offsetHeight
  })
  observer.observe(stuck)
  return () => observer.disconnect()
}

/** On a screen as low as a phone's on its side, or enlarged fourfold, nothing sticks. */
const scrollsAwayWhenLow = { '@media (max-height: 28rem)': { position: 'static' } }

export function AppShell() {
  useAlerts()
  return (
    <Flex minH="100dvh">
      <SkipNavLink>{t('shell.skip')}</SkipNavLink>
      <Box as="aside" aria-label={t('shell.sidebar')} hideBelow="lg" width="60" flexShrink="0">
        <Box position="sticky" top="0" height="100dvh">
          <Sidebar />
        </Box>
      </Box>
      <Flex direction="column" flex="1" minW="0">
        <Box ref={leavesRoom} position="sticky" top="0" zIndex="docked" bg="bg" css={scrollsAwayWhenLow}>
          <Header />
          <ConnectionNotice />
          <PinnedAlerts />
          <AwayNotice />
        </Box>
        <Box as="main" flex="1" px={{ base: '4', md: '8' }} py={{ base: '5', md: '7' }} maxW="8xl" width="full">
          <SkipNavContent />
          <Outlet />
        </Box>
      </Flex>
      <Toaster />
      <Overlay />
    </Flex>
  )
}
