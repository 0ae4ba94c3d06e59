import { Box, Flex, Heading, Stack, Text } from '@chakra-ui/react'
import type { ReactNode } from 'react'
import { t } from '../../language/t.ts'
import { Brand } from '../../ui/Brand.tsx'
import { LanguageChoice } from '../../ui/LanguageChoice.tsx'

interface WelcomeProps {
  title: string
  intro: string
  children: ReactNode
}

/** The frame of the pages in front of the login. */
export const Welcome = ({ title, intro, children }: WelcomeProps) => (
  <Flex minH="100dvh" direction={{ base: 'column', md: 'row' }}>
    <Flex
      as="header"
      bg="sidebar.bg"
      color="sidebar.fg"
      flex={{ md: '1' }}
      p={{ base: '5', md: '10' }}
      direction="column"
      justify="space-between"
      gap="6"
    >
      <Brand />
      <Text hideBelow="md" fontFamily="heading" textStyle="3xl" maxW="18ch" lineHeight="1.3">
        {t('auth.promise')}
      </Text>
      <Text hideBelow="md" textStyle="sm" color="sidebar.muted">
        {t('auth.what')}
      </Text>
    </Flex>
    <Flex as="main" flex="1" align={{ md: 'center' }} justify="center" p={{ base: '5', md: '10' }}>
      <Stack width="full" maxW="sm" gap="6">
        <Box>
          <Heading as="h1" size="3xl">
            {title}
          </Heading>
          <Text color="fg.muted" mt="2">
            {intro}
          </Text>
        </Box>
        {children}
        <Box>
          <LanguageChoice />
        </Box>
      </Stack>
    </Flex>
  </Flex>
)
