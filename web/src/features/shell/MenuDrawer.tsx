import { IconButton } from '@chakra-ui/react'
import { Menu } from 'lucide-react'
import { lazy } from 'react'
import { t } from '../../language/t.ts'
import { FirstUse } from '../../ui/FirstUse.tsx'

const OpenedMenuDrawer = lazy(() => import('./OpenedMenuDrawer.tsx'))

const trigger = (
  <IconButton variant="ghost" colorPalette="gray" aria-label={t('shell.menu')}>
    <Menu />
  </IconButton>
)

/** The sidebar on a phone. */
export const MenuDrawer = () => (
  <FirstUse trigger={trigger} opens="dialog">
    <OpenedMenuDrawer trigger={trigger} />
  </FirstUse>
)
