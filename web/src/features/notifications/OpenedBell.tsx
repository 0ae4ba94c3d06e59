import { Popover } from '@chakra-ui/react'
import { type ReactElement, useState } from 'react'
import { t } from '../../language/inside.ts'
import BellPanel from './BellPanel.tsx'

/** The latest notifications under the bell, opened. */
export default function OpenedBell({ trigger }: { trigger: ReactElement }) {
  const [open, setOpen] = useState(true)
  return (
    <Popover.Root
      open={open}
      onOpenChange={(details) => setOpen(details.open)}
      positioning={{ placement: 'bottom-end' }}
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
