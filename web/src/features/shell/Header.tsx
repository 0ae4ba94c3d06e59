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
    <Flex
      as="header"
      align="center"
      justify="end"
      wrap="wrap"
      gap="3"
      rowGap="2"
      px={{ base: '4', md: '8' }}
      py="2"
      minH="16"
      borderBottomWidth="1px"
      bg="bg"
    >
      <Box hideFrom="lg">
        <MenuDrawer />
      </Box>
      <Box flex="1">
        <PaletteButton />
      </Box>
      <IconButton variant="ghost" colorPalette="gray" aria-label={other} title={other} onClick={toggle}>
        {mode === 'dark' ? <Sun /> : <Moon />}
      </IconButton>
      <Bell />
    </Flex>
  )
}
