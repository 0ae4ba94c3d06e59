import { Button, Link as ChakraLink } from '@chakra-ui/react'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Anchor = ComponentProps<'a'>

/** A link in running text. */
export const TextLink = createLink((props: Anchor) => (
  <ChakraLink asChild color="brand.fg" fontWeight="medium" variant="underline" textUnderlineOffset="3px">
    <a {...props} />
  </ChakraLink>
))

type ButtonAnchor = Anchor & { look?: 'solid' | 'outline' | 'ghost'; size?: 'xs' | 'sm' | 'md' }

/** A link that stands as a button: it goes somewhere, where a button does something. */
export const ButtonLink = createLink(({ look = 'solid', size = 'md', ...props }: ButtonAnchor) => (
  <Button asChild variant={look} size={size}>
    <a {...props} />
  </Button>
))
