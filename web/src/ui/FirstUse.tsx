import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react'

interface TriggerProps {
  onClick?: () => void
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
}

interface FirstUseProps {
  trigger: ReactElement<TriggerProps>
  opens: 'menu' | 'dialog'
  /** What opens, opened, with a trigger of its own: loaded when it is asked for, since most of it never is. */
  children: ReactNode
}

/** A trigger alone, until somebody uses it. */
export function FirstUse({ trigger, opens, children }: FirstUseProps) {
  const [isUsed, setUsed] = useState(false)
  const alone = cloneElement(trigger, {
    onClick: () => setUsed(true),
    'aria-haspopup': opens,
    'aria-expanded': false,
  })
  return isUsed ? <Suspense fallback={alone}>{children}</Suspense> : alone
}
