import { Flex, Heading } from '@chakra-ui/react'
import type { ReactNode } from 'react'

interface SectionProps {
  /** Of the heading, which names the section to readers. */
  id: string
  title: string
  /** Beside the heading: a link, what one can do here. */
  aside?: ReactNode
  children: ReactNode
}

/** A part of a page under a heading of its own. */
export const Section = ({ id, title, aside, children }: SectionProps) => (
  <section aria-labelledby={id}>
    <Flex justify="space-between" align="baseline" gap="3" wrap="wrap" mb="3">
      <Heading as="h2" id={id} size="lg">
        {title}
      </Heading>
      {aside}
    </Flex>
    {children}
  </section>
)
