import { IconButton } from '@chakra-ui/react'
import { Settings2 } from 'lucide-react'
import { lazy } from 'react'
import { t } from '../../language/t.ts'
import { FirstUse } from '../../ui/FirstUse.tsx'

const OpenedAccountMenu = lazy(() => import('./OpenedAccountMenu.tsx'))

const trigger = (
  <IconButton
    aria-label={t('shell.account')}
    title={t('shell.account')}
    size="sm"
    variant="ghost"
    color="sidebar.fg"
    _hover={{ bg: 'sidebar.active' }}
    _expanded={{ bg: 'sidebar.active' }}
  >
    <Settings2 />
  </IconButton>
)

/** What somebody sets for themselves, one click away on every page. */
export const AccountMenu = () => (
  <FirstUse trigger={trigger} opens="menu">
    <OpenedAccountMenu trigger={trigger} />
  </FirstUse>
)
