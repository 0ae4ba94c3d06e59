import { Drawer } from '@chakra-ui/react'
import { type ReactElement, useState } from 'react'
import { t } from '../../language/t.ts'
import { Sidebar } from './Sidebar.tsx'

/** The sidebar over the page, opened. */
export default function OpenedMenuDrawer({ trigger }: { trigger: ReactElement }) {
  const [open, setOpen] = useState(true)
  return (
    <Drawer.Root open={open} onOpenChange={(details) => setOpen(details.open)} placement="start" size="xs">
      <Drawer.Trigger asChild>{trigger}</Drawer.Trigger>
      <Drawer.Backdrop />
      <Drawer.Positioner>
        <Drawer.Content maxW="64" aria-label={t('shell.menu')} bg="sidebar.bg">
          <Sidebar onChoose={() => setOpen(false)} />
        </Drawer.Content>
      </Drawer.Positioner>
    </Drawer.Root>
  )
}
