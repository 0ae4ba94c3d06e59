import { Popover } from '@chakra-ui/react'
import { type ReactElement, useState } from 'react'
import { t } from '../../language/inside.ts'
import BellPanel from './BellPanel.tsx'

/**
 * Under all that is stuck to the top rather than under the bell: what is pinned there stays in view, and can be answered.
 * Without room for that, the page scrolls.
 */
const underTheTop = (bell: unknown) => {
  if (!(bell instanceof Element)) return null
  const { x, width } = bell.getBoundingClientRect()
  const { y, height } = (bell.closest('header')?.parentElement ?? bell).getBoundingClientRect()
  return { x, y, width, height }
}

/** The latest notifications under the bell, opened. */
export default function OpenedBell({ trigger }: { trigger: ReactElement }) {
  const [open, setOpen] = useState(true)
  return (
    <Popover.Root
      open={open}
      onOpenChange={(details) => setOpen(details.open)}
      positioning={{ placement: 'bottom-end', flip: false, getAnchorRect: underTheTop }}
      lazyMount
      unmountOnExit
    >
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Positioner>
        <Popover.Content width={{ base: 'calc(100vw - 2rem)', sm: 'sm' }} aria-label={t('notifications.title')}>
          <BellPanel onLeave={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Positioner>
    </Popover.Root>
  )
}
