import { Button, Flex, Kbd, Text } from '@chakra-ui/react'
import { Search } from 'lucide-react'
import { t } from '../../language/t.ts'
import { commandKey } from './keys.ts'
import { openPalette, preloadPalette } from './overlay.ts'

/** Looks like a search field and opens the palette, where the searching is. */
export const PaletteButton = () => (
  <Button
    variant="outline"
    colorPalette="gray"
    bg="bg.panel"
    borderColor="border.control"
    color="fg.muted"
    fontWeight="normal"
    width={{ base: 'auto', sm: 'full' }}
    maxW="xs"
    justifyContent="start"
    px="3"
    aria-haspopup="dialog"
    aria-keyshortcuts="Control+K Meta+K"
    onClick={openPalette}
    onPointerEnter={preloadPalette}
    onFocus={preloadPalette}
  >
    <Search size={16} aria-hidden />
    <Text as="span" hideBelow="sm">
      {t('shell.search')}
    </Text>
    <Text as="span" hideFrom="sm">
      {t('shell.searchBrief')}
    </Text>
    <Flex as="span" flex="1" justify="end" hideBelow="md" aria-hidden>
      <Kbd size="sm">{commandKey}</Kbd>
    </Flex>
  </Button>
)
