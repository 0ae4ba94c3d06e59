import { Box, Button, Heading, Stack, Text } from '@chakra-ui/react'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { inWords, toApiError } from '../api/problem.ts'
import { PageNotOpen } from '../features/auth/access.ts'
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
  <Message title="There is nothing here" body="The address may be mistyped, or what was here has been removed.">
    <ButtonLink to="/">Go to your first page</ButtonLink>
  </Message>
)

/** Whatever a page failed with, in words, with a way on. */
export function FailurePage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof PageNotOpen)
    return (
      <Message
        title="This page is not open to you"
        body="Your role does not include it. If you need it for your work, ask an administrator."
      >
        <ButtonLink to="/">Go to your first page</ButtonLink>
      </Message>
    )
  if (toApiError(error).problem.status === 404) return <NotFoundPage />
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <Message title="This page could not be shown" body={inWords(error)}>
      <Button onClick={retry}>Try again</Button>
    </Message>
  )
}
