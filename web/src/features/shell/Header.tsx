import { Box, Flex, IconButton } from '@chakra-ui/react'
import { Moon, Sun } from 'lucide-react'
import { t } from '../../language/t.ts'
import { useColorMode } from '../../ui/color-mode.ts'
import { Bell } from '../notifications/Bell.tsx'
import { MenuDrawer } from './MenuDrawer.tsx'
import { PaletteButton } from './PaletteButton.tsx'

export function Header() {
  const { mode, toggle } = useColorMode()
  const other = mode === 'dark' ? t('shell.useLight') : t('shell.useDark')
  return (
    <Flex as="header" align="center" gap="3" px={{ base: '4', md: '8' }} height="16" borderBottomWidth="1px" bg="bg">
      <Box hideFrom="lg">
        <MenuDrawer />
      </Box>
      <Box flex="1" minW="0">
        <PaletteButton />
      </Box>
      <IconButton variant="ghost" colorPalette="gray" aria-label={other} title={other} onClick={toggle}>
        {mode === 'dark' ? <Sun /> : <Moon />}
      </IconButton>
      <Bell />
    </Flex>
  )
}
