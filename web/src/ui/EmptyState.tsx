import { EmptyState as Chakra, VStack } from '@chakra-ui/react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** What to do now: never only that there is nothing. */
  body: ReactNode
  action?: ReactNode
}

export const EmptyState = ({ icon: Icon, title, body, action }: EmptyStateProps) => (
  <Chakra.Root size="sm">
    <Chakra.Content>
      <Chakra.Indicator color="fg.subtle">
        <Icon aria-hidden />
      </Chakra.Indicator>
      <VStack gap="1" textAlign="center">
        <Chakra.Title as="p">{title}</Chakra.Title>
        <Chakra.Description maxW="50ch">{body}</Chakra.Description>
      </VStack>
      {action}
    </Chakra.Content>
  </Chakra.Root>
)
