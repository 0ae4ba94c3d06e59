import { Drawer, IconButton } from '@chakra-ui/react'
import { Menu } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../language/t.ts'
import { Sidebar } from './Sidebar.tsx'

/** The sidebar on a phone. */
export function MenuDrawer() {
  const [open, setOpen] = useState(false)
  return (
    <Drawer.Root open={open} onOpenChange={(details) => setOpen(details.open)} placement="start" size="xs">
      <Drawer.Trigger asChild>
        <IconButton variant="ghost" colorPalette="gray" aria-label={t('shell.menu')}>
          <Menu />
        </IconButton>
      </Drawer.Trigger>
      <Drawer.Backdrop />
      <Drawer.Positioner>
        <Drawer.Content maxW="64" aria-label={t('shell.menu')} bg="sidebar.bg">
          <Sidebar onChoose={() => setOpen(false)} />
        </Drawer.Content>
      </Drawer.Positioner>
    </Drawer.Root>
  )
}
