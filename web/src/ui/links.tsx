import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Anchor = ComponentProps<'a'>

const named = (own: string, given = '') => (given ? `${own} ${given}` : own)

/** A link in running text. */
export const TextLink = createLink(({ className, ...props }: Anchor) => (
  <a {...props} className={named('text-link', className)} />
))

type ButtonAnchor = Anchor & { look?: 'solid' | 'outline' | 'ghost'; size?: 'xs' | 'sm' | 'md' }

/** A link that stands as a button: it goes somewhere, where a button does something. */
export const ButtonLink = createLink(({ look = 'solid', size = 'md', className, ...props }: ButtonAnchor) => (
  <a {...props} className={named('button-link', className)} data-look={look} data-size={size} />
))
