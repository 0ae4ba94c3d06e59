import { Box, Flex, IconButton } from '@chakra-ui/react'
import { may } from '@wardline/kit/permissions'
import { Moon, Sun } from 'lucide-react'
import { useColorMode } from '../../ui/color-mode.ts'
import { useSignedIn } from '../auth/signed-in.ts'
import { Bell } from '../notifications/Bell.tsx'
import { MenuDrawer } from './MenuDrawer.tsx'
import { PatientSearch } from './PatientSearch.tsx'

export function Header() {
  const { user } = useSignedIn()
  const { mode, toggle } = useColorMode()
  const other = mode === 'dark' ? 'light' : 'dark'
  return (
    <Flex
      as="header"
      align="center"
      gap="3"
      px={{ base: '4', md: '8' }}
      height="16"
      borderBottomWidth="1px"
      bg="bg"
      position="sticky"
      top="0"
      zIndex="docked"
    >
      <Box hideFrom="lg">
        <MenuDrawer />
      </Box>
      <Box flex="1" minW="0">
        {may(user.role, 'patient.read') === 'any' && <PatientSearch />}
      </Box>
      <IconButton
        variant="ghost"
        colorPalette="gray"
        aria-label={`Use ${other} colours`}
        title={`Use ${other} colours`}
        onClick={toggle}
      >
        {mode === 'dark' ? <Sun /> : <Moon />}
      </IconButton>
      <Bell />
    </Flex>
  )
}
