import { Menu } from '@chakra-ui/react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { changeLanguage, language, t } from '../../language/inside.ts'
import { isLanguage, languages } from '../../language/languages.ts'
import { useColorMode } from '../../ui/color-mode.ts'
import { openShortcuts } from './overlay.ts'

/** What somebody sets for themselves, opened. */
export default function OpenedAccountMenu({ trigger }: { trigger: ReactElement }) {
  const navigate = useNavigate()
  const { mode, toggle } = useColorMode()
  return (
    <Menu.Root defaultOpen positioning={{ placement: 'top-end' }} lazyMount unmountOnExit>
      <Menu.Trigger asChild>{trigger}</Menu.Trigger>
      <Menu.Positioner>
        <Menu.Content minW="48">
          <Menu.RadioItemGroup
            value={language}
            onValueChange={({ value }) => isLanguage(value) && value !== language && changeLanguage(value)}
          >
            <Menu.ItemGroupLabel>{t('ui.language')}</Menu.ItemGroupLabel>
            {Object.entries(languages).map(([tag, name]) => (
              <Menu.RadioItem key={tag} value={tag} lang={tag}>
                <Menu.ItemIndicator />
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioItemGroup>
          <Menu.Separator />
          <Menu.Item value="colours" onSelect={toggle}>
            {mode === 'dark' ? t('shell.useLight') : t('shell.useDark')}
          </Menu.Item>
          <Menu.Item value="preferences" onSelect={() => void navigate({ to: '/preferences' })}>
            {t('shell.pages.preferences')}
          </Menu.Item>
          <Menu.Item value="shortcuts" onSelect={openShortcuts}>
            {t('palette.help')}
          </Menu.Item>
        </Menu.Content>
      </Menu.Positioner>
    </Menu.Root>
  )
}
