import { Box, Flex, IconButton, Text } from '@chakra-ui/react'
import { Link } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { t } from '../../language/t.ts'
import { Brand } from '../../ui/Brand.tsx'
import { roleLabels } from '../auth/roles.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { useSignOut } from '../auth/use-sign-out.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { menuFor } from './pages.ts'
import { StreamProof } from './StreamProof.tsx'
import { ZoneNote } from './ZoneNote.tsx'

const entry = {
  display: 'flex',
  alignItems: 'center',
  gap: '3',
  px: '4',
  py: '2.5',
  borderRadius: 'l2',
  textStyle: 'sm',
  fontWeight: 'medium',
  color: 'sidebar.fg',
  _hover: { bg: 'sidebar.active' },
  '&[aria-current=page]': { bg: 'sidebar.active', color: 'white' },
  _focusVisible: { outline: '2px solid', outlineColor: 'sidebar.mark' },
} as const

interface SidebarProps {
  /** In the drawer of a phone: called when a page has been chosen. */
  onChoose?: () => void
}

export function Sidebar({ onChoose }: SidebarProps) {
  const { user } = useSignedIn()
  const signOut = useSignOut()
  return (
    <Flex direction="column" bg="sidebar.bg" color="sidebar.fg" height="full" p="4" gap="6" overflowY="auto">
      <Box px="2" pt="1">
        <Brand />
      </Box>
      <Box as="nav" aria-label={t('shell.main')} flex="1">
        <Flex as="ul" direction="column" gap="1" listStyleType="none">
          {menuFor(user.role).map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Box asChild css={entry}>
                <Link to={to} activeOptions={{ exact: to === '/' }} {...(onChoose && { onClick: onChoose })}>
                  <Icon size={18} aria-hidden />
                  {label}
                </Link>
              </Box>
            </li>
          ))}
        </Flex>
      </Box>
      <Flex direction="column" gap="3" px="2">
        <Flex align="center" gap="1">
          <Box minW="0" flex="1">
            <Text textStyle="sm" fontWeight="medium" truncate>
              {user.name}
            </Text>
            <Text textStyle="xs" color="sidebar.muted">
              {roleLabels[user.role]}
            </Text>
          </Box>
          <AccountMenu />
          <IconButton
            aria-label={t('shell.signOut')}
            title={t('shell.signOut')}
            size="sm"
            variant="ghost"
            color="sidebar.fg"
            _hover={{ bg: 'sidebar.active' }}
            onClick={signOut}
          >
            <LogOut />
          </IconButton>
        </Flex>
        <StreamProof />
        <ZoneNote />
      </Flex>
    </Flex>
  )
}
