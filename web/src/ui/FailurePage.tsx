import { Box, Button, Heading, Stack, Text } from '@chakra-ui/react'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiError, inWords, toApiError } from '../api/problem.ts'
import { PageNotOpen } from '../features/auth/access.ts'
import { t } from '../language/t.ts'
import { ButtonLink } from './links.tsx'

interface MessageProps {
  title: string
  body: string
  children: ReactNode
}

const Message = ({ title, body, children }: MessageProps) => (
  <Box as="section" maxW="60ch" py="10" px={{ base: '4', md: '0' }} mx="auto">
    <Stack gap="4" align="start">
      <Heading as="h1" size="2xl">
        {title}
      </Heading>
      <Text color="fg.muted">{body}</Text>
      {children}
    </Stack>
  </Box>
)

export const NotFoundPage = () => (
  <Message title={t('ui.notFound.title')} body={t('ui.notFound.body')}>
    <ButtonLink to="/">{t('ui.notFound.action')}</ButtonLink>
  </Message>
)

/** Whatever a page failed with, in words, with a way on. */
export function FailurePage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof PageNotOpen)
    return (
      <Message title={t('ui.notOpen.title')} body={t('ui.notOpen.body')}>
        <ButtonLink to="/">{t('ui.notFound.action')}</ButtonLink>
      </Message>
    )
  if (toApiError(error).problem.status === 404) return <NotFoundPage />
  const retry = () => {
    // A file of the app that could not be fetched is not asked for again as long as the document lives.
    if (!(error instanceof ApiError)) return location.reload()
    reset()
    void router.invalidate()
  }
  return (
    <Message title={t('ui.failed.title')} body={inWords(error)}>
      <Button onClick={retry}>{t('ui.tryAgain')}</Button>
    </Message>
  )
}
